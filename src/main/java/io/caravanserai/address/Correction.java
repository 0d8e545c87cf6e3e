package io.caravanserai.address;

import java.util.List;

/**
 * What became of an address.
 *
 * @param address as it is now
 * @param changes every field that changed, empty when there was nothing to correct
 */
public record Correction(Address address, List<Change> changes) {
    public Correction {
        changes = List.copyOf(changes);
    }

    /** One field before and after; empty text where it said nothing. */
    public record Change(AddressField field, String from, String to) {}
}
