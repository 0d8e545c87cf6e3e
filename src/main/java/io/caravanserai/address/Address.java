package io.caravanserai.address;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The parts of an address that have rules.
 *
 * @param values as they were written; a part that is not there is absent
 */
public record Address(Map<AddressField, String> values) {
    public Address {
        values = Map.copyOf(values);
    }

    /** @param value the text of a field by its name in the customer API, empty when there is none */
    public static Address read(Function<String, String> value) {
        Map<AddressField, String> values = new EnumMap<>(AddressField.class);
        for (AddressField field : AddressField.values()) {
            values.put(field, value.apply(field.key()));
        }
        return new Address(values);
    }

    /** The text of a field as written, empty when there is none. */
    public String get(AddressField field) {
        return values.getOrDefault(field, "");
    }

    /** Whether a field says nothing. */
    public boolean lacks(AddressField field) {
        return get(field).isBlank();
    }

    /** The same address with another text in one field. */
    public Address with(AddressField field, String value) {
        Map<AddressField, String> changed = new EnumMap<>(AddressField.class);
        changed.putAll(values);
        changed.put(field, value);
        return new Address(changed);
    }
}
