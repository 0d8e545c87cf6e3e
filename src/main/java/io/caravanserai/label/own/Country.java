package io.caravanserai.label.own;

import io.caravanserai.label.gs1.CountryNumber;
import io.caravanserai.mapping.Countries;
import java.util.Locale;
import java.util.Optional;

/**
 * A country of an address.
 *
 * @param alpha2 of ISO 3166-1
 */
record Country(String alpha2) {
    private static final Countries ALL = new Countries();

    /** Of a code of ISO 3166-1, alpha-2 or alpha-3; empty for another. */
    static Optional<Country> of(String code) {
        return ALL.alpha2(code).map(Country::new);
    }

    /**
     * Its name as the last line of an address has it: in capitals and in English, a language that posts everywhere read,
     * as the Universal Postal Union asks of international mail.
     */
    String name() {
        return new Locale.Builder()
                .setRegion(alpha2)
                .build()
                .getDisplayCountry(Locale.ENGLISH)
                .toUpperCase(Locale.ROOT);
    }

    /** Three digits as barcodes have them. */
    Optional<String> number() {
        return CountryNumber.of(alpha2);
    }
}
