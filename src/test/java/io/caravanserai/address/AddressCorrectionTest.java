package io.caravanserai.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressCorrectionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            DK      | DK-2100   | København         | ''   | ''         || DK | 2100     | København   | ''     | ''
            DK      | København | 2100              | ''   | ''         || DK | 2100     | København   | ''     | ''
            DK      | ''        | 2100 København    | ''   | ''         || DK | 2100     | København   | ''     | ''
            Danmark | 2100      | København         | ''   | ''         || DK | 2100     | København   | ''     | ''
            UK      | sw1a1aa   | London            | ''   | ''         || GB | SW1A 1AA | London      | ''     | ''
            SE      | ''        | 114 55 Stockholm  | ''   | ''         || SE | 114 55   | Stockholm   | ''     | ''
            DE      | D-10115   | Berlin            | ''   | ''         || DE | 10115    | Berlin      | ''     | ''
            LV      | 1010      | Rīga              | ''   | ''         || LV | LV-1010  | Rīga        | ''     | ''
            PL      | 00950     | Warszawa          | ''   | ''         || PL | 00-950   | Warszawa    | ''     | ''
            JP      | １００‐０００１ | Chiyoda      | ''   | Tokyo      || JP | 100-0001 | Chiyoda     | ''     | Tokyo
            US      | 90210     | Beverly Hills     | ''   | California || US | 90210    | Beverly Hills | ''   | CA
            US      | 78701     | Austin            | tx   | ''         || US | 78701    | Austin      | ''     | TX
            US      | 78701     | Austin            | Texas | Downtown  || US | 78701    | Austin      | Downtown | TX
            US      | Austin    | 787011234         | ''   | Texas      || US | 78701-1234 | Austin    | ''     | TX
            BR      | 01310100  | São Paulo         | ''   | sao paulo  || BR | 01310-100 | São Paulo  | ''     | SP
            """)
    void whatLeavesNoDoubtIsCorrected(
            String country,
            String postalCode,
            String city,
            String suburb,
            String state,
            String unused,
            String rightCountry,
            String rightPostalCode,
            String rightCity,
            String rightSuburb,
            String rightState) {
        Address right = ShippedRules.address(rightCountry, rightPostalCode, rightCity, rightSuburb, rightState);

        Correction correction = AddressCorrection.correct(
                ShippedRules.address(country, postalCode, city, suburb, state), ShippedRules.RULES);

        assertThat(correction.address()).isEqualTo(right);
        assertThat(correction.changes()).isNotEmpty();
        assertThat(AddressCheck.check(right, ShippedRules.RULES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            DE | 1011   | Berlin
            US | 9021O  | Beverly Hills
            BM | ''     | St. George
            XX | ''     | 2100 Nowhere
            AE | ''     | 12345 Dubai
            NO | 0150   | Oslo
            """)
    void whatIsInDoubtStays(String country, String postalCode, String city) {
        Address written = ShippedRules.address(country, postalCode, city, "", "");

        Correction correction = AddressCorrection.correct(written, ShippedRules.RULES);

        assertThat(correction).isEqualTo(new Correction(written, List.of()));
    }

    @Test
    void everyChangeIsTold() {
        Correction correction =
                AddressCorrection.correct(ShippedRules.address("UK", "London", "ec1a1bb", "", ""), ShippedRules.RULES);

        assertThat(correction.changes())
                .containsExactly(
                        new Correction.Change(AddressField.POSTAL_CODE, "London", "EC1A 1BB"),
                        new Correction.Change(AddressField.CITY, "ec1a1bb", "London"),
                        new Correction.Change(AddressField.COUNTRY, "UK", "GB"));
    }

    @Property(tries = 500)
    void doingItAgainChangesNothing(
            @ForAll("countries") String country,
            @ForAll("texts") String postalCode,
            @ForAll("texts") String city,
            @ForAll("texts") String suburb,
            @ForAll("texts") String state) {
        Address once = AddressCorrection.correct(
                        ShippedRules.address(country, postalCode, city, suburb, state), ShippedRules.RULES)
                .address();

        assertThat(AddressCorrection.correct(once, ShippedRules.RULES).changes())
                .isEmpty();
    }

    @Property(tries = 1000)
    void aCodeOfAnyCountryIsRightAgainHoweverItWasSpelt(
            @ForAll("codes") String country, @ForAll("damages") Damage damage, @ForAll boolean exchanged) {
        PostalFormat format =
                ShippedRules.RULES.of(country).orElseThrow().postalFormat().orElseThrow();
        String spelt = damage.apply(format.example(), country);
        Address written = exchanged
                ? ShippedRules.address(country, "Smallville", spelt, "", "")
                : ShippedRules.address(country, spelt, "Smallville", "", "");

        Address corrected =
                AddressCorrection.correct(written, ShippedRules.RULES).address();

        assertThat(corrected.get(AddressField.CITY)).isEqualTo("Smallville");
        assertThat(AddressCheck.check(corrected, ShippedRules.RULES))
                .extracting(AddressFault::field)
                .doesNotContain(AddressField.POSTAL_CODE);
    }

    /** Ways in which people spell a postal code. */
    enum Damage {
        LOWER_CASE,
        WITHOUT_SEPARATORS,
        WITH_COUNTRY,
        WITH_BLANKS;

        String apply(String code, String country) {
            return switch (this) {
                case LOWER_CASE -> code.toLowerCase(Locale.ROOT);
                case WITHOUT_SEPARATORS -> code.replace(" ", "").replace("-", "");
                case WITH_COUNTRY -> code.startsWith(country) ? code : country + "-" + code;
                case WITH_BLANKS -> " " + code.replace("-", " ") + " ";
            };
        }
    }

    @Provide
    Arbitrary<Damage> damages() {
        return Arbitraries.of(Damage.class);
    }

    @Provide
    Arbitrary<String> countries() {
        return Arbitraries.oneOf(
                Arbitraries.of(Locale.getISOCountries()), Arbitraries.of("USA", "Danmark", "UK", "", "nowhere"));
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.of(Locale.getISOCountries()).filter(country -> ShippedRules.RULES
                .of(country)
                .flatMap(CountryRule::postalFormat)
                .isPresent());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of("", "Texas", "TX", "Oslo", "2100", "2100 Oslo", "SW1A 1AA", "78701", "São Paulo"),
                Arbitraries.strings().withChars("AB1290 -xé,").ofMaxLength(12));
    }
}
