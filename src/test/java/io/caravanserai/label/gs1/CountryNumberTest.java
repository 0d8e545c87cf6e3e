package io.caravanserai.label.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CountryNumberTest {
    @Test
    void knowsTheNumberOfEveryCountryThatJavaKnows() {
        assertThat(Locale.getISOCountries()).allSatisfy(code -> assertThat(CountryNumber.of(code))
                .as(code)
                .hasValueSatisfying(number -> assertThat(number).matches("[0-9]{3}")));
        assertThat(Arrays.stream(Locale.getISOCountries())
                        .map(CountryNumber::of)
                        .distinct())
                .hasSize(Set.of(Locale.getISOCountries()).size());
        assertThat(CountryNumber.of("XX")).isEmpty();
    }

    @Test
    void agreesWithTheStandardsExamples() {
        assertThat(CountryNumber.of("DE")).contains("276");
        assertThat(CountryNumber.of("US")).contains("840");
        assertThat(CountryNumber.of("AF")).contains("004");
    }
}
