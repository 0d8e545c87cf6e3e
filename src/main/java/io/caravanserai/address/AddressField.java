package io.caravanserai.address;

/** The parts of an address that have rules, by their names in the customer API. */
public enum AddressField {
    POSTAL_CODE("postal_code"),
    CITY("city"),
    SUBURB("suburb"),
    STATE("state"),
    COUNTRY("iso_country");

    private final String key;

    AddressField(String key) {
        this.key = key;
    }

    /** The name in the customer API. */
    public String key() {
        return key;
    }
}
