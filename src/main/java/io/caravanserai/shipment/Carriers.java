package io.caravanserai.shipment;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the calls on shipments have to know of carriers.
 *
 * @param isKnown whether a {@code carrier.code} may be used
 * @param takesBack whether a carrier takes labels back that were bought
 * @param ownSizes the sizes in which the hub's own labels of a service come; empty when that is not known
 */
public record Carriers(
        Predicate<String> isKnown, Predicate<String> takesBack, Function<String, List<String>> ownSizes) {}
