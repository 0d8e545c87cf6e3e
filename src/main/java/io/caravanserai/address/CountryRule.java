package io.caravanserai.address;

import java.util.Locale;
import java.util.Optional;

/**
 * How one country writes addresses.
 *
 * @param country ISO 3166-1 alpha-2
 * @param postalCodeRequired whether no letter arrives without one
 * @param stateNeed when an address must name its sub-region
 * @param stateAsCode whether posts and carriers write the sub-region's code, not its name
 * @param postalFormat empty where there are no postal codes
 */
record CountryRule(
        String country,
        boolean postalCodeRequired,
        StateNeed stateNeed,
        boolean stateAsCode,
        Optional<PostalFormat> postalFormat,
        Regions regions) {
    /** When an address must name its sub-region. */
    enum StateNeed {
        NEVER,
        /** Unless the city is a sub-region of its own, as Seoul is. */
        UNLESS_CITY,
        ALWAYS
    }

    /** The English name. */
    String name() {
        return new Locale.Builder().setRegion(country).build().getDisplayCountry(Locale.ENGLISH);
    }

    boolean needsState(Address address) {
        return switch (stateNeed) {
            case NEVER -> false;
            case ALWAYS -> true;
            case UNLESS_CITY -> regions.named(address.get(AddressField.CITY)).isEmpty();
        };
    }
}
