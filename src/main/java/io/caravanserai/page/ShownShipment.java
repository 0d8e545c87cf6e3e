package io.caravanserai.page;

import io.caravanserai.page.brand.Brand;
import java.util.List;

/**
 * What the page of a shipment shows.
 *
 * @param parcels how many parcels it has; 0 when nobody knows
 * @param legs one, or one for each parcel that travels by itself, those of the whole shipment first
 */
record ShownShipment(String id, boolean cancelled, int parcels, List<Leg> legs, Brand brand) {
    ShownShipment {
        legs = List.copyOf(legs);
    }
}
