package io.caravanserai.address;

import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.MappingException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The rules that the hub ships, and addresses to hold to them. */
final class ShippedRules {
    static final AddressRules RULES = load();

    private ShippedRules() {}

    private static AddressRules load() {
        try {
            return AddressRules.load(
                    Path.of("edi-mappings/harmonized"), new Countries(Map.of("UK", "GB", "Danmark", "DK")));
        } catch (MappingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Address address(String country, String postalCode, String city, String suburb, String state) {
        Map<AddressField, String> values = new EnumMap<>(AddressField.class);
        values.put(AddressField.COUNTRY, country);
        values.put(AddressField.POSTAL_CODE, postalCode);
        values.put(AddressField.CITY, city);
        values.put(AddressField.SUBURB, suburb);
        values.put(AddressField.STATE, state);
        return new Address(values);
    }
}
