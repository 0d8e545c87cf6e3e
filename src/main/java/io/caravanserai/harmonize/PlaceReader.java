package io.caravanserai.harmonize;

import io.caravanserai.event.TrackingEvent.Address;
import io.caravanserai.event.TrackingEvent.Geo;
import io.caravanserai.event.TrackingEvent.Location;
import io.caravanserai.event.TrackingEvent.LocationCoding;
import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.Scope;
import org.jspecify.annotations.Nullable;

/** Makes the location of an event; countries become ISO 3166-1 alpha-2 however the carrier writes them. */
final class PlaceReader {
    private final EventFields.Place fields;
    private final Countries countries;

    PlaceReader(EventFields.Place fields, Countries countries) {
        this.fields = fields;
        this.countries = countries;
    }

    <N> Location read(Scope<N> scope) {
        LocationCoding coding = coding(scope);
        Address address = address(scope);
        Geo geo = geo(scope);
        return coding == null && address == null && geo == null ? Location.UNKNOWN : new Location(coding, address, geo);
    }

    private <N> @Nullable LocationCoding coding(Scope<N> scope) {
        String code = value(fields.code(), scope);
        String name = value(fields.name(), scope);
        return code == null && name == null ? null : new LocationCoding(code, name, value(fields.type(), scope));
    }

    private <N> @Nullable Address address(Scope<N> scope) {
        String street = value(fields.street(), scope);
        String city = value(fields.city(), scope);
        String state = value(fields.state(), scope);
        String postalCode = value(fields.postalCode(), scope);
        String written = value(fields.country(), scope);
        String country = written == null ? null : countries.alpha2(written).orElse(null);
        return street == null && city == null && state == null && postalCode == null && country == null
                ? null
                : new Address(street, city, state, postalCode, country);
    }

    /** Both coordinates, in range and not the null island that a missing value often is. */
    private <N> @Nullable Geo geo(Scope<N> scope) {
        String lat = value(fields.lat(), scope);
        String lng = value(fields.lng(), scope);
        if (lat == null || lng == null) {
            return null;
        }
        try {
            double north = Double.parseDouble(lat);
            double east = Double.parseDouble(lng);
            boolean real = Math.abs(north) <= 90 && Math.abs(east) <= 180 && (north != 0 || east != 0);
            return real ? new Geo(north, east) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static <N> @Nullable String value(@Nullable Expression expression, Scope<N> scope) {
        return expression == null ? null : expression.value(scope);
    }
}
