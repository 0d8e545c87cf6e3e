package io.caravanserai.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRulesTest {
    private static final String HEADER = "country,required,state,postal_code,example,prefix\n";

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void everyCountryHasARuleAndItsExampleIsWrittenAsTheRulePrefers() {
        assertThat(Locale.getISOCountries()).allSatisfy(country -> {
            CountryRule rule = ShippedRules.RULES.of(country).orElseThrow();
            rule.postalFormat().ifPresent(format -> assertThat(format.normalise(format.example()))
                    .contains(format.example()));
            assertThat(rule.postalCodeRequired() && rule.postalFormat().isEmpty())
                    .as("a code is required that has no form")
                    .isFalse();
        });
    }

    @Test
    void aRegionIsFoundByCodeAndByItsNamesInUse() {
        Regions california = ShippedRules.RULES.of("USA").orElseThrow().regions();
        Regions japan = ShippedRules.RULES.of("JP").orElseThrow().regions();

        assertThat(california.find("ca")).contains(new Regions.Region("CA", "California"));
        assertThat(california.find(" california ")).isEqualTo(california.find("CA"));
        assertThat(japan.find("東京都")).isEqualTo(japan.find("Tokyo")).isPresent();
        assertThat(ShippedRules.RULES.of("BR").orElseThrow().regions().find("Sao Paulo"))
                .contains(new Regions.Region("SP", "São Paulo"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
            XX,,,,,            ~ :2: 'XX' is no country of ISO 3166-1 alpha-2
            NO,,,nnnn,0150,\\nNO,,,nnnn,0150, ~ :3: the country NO has a row already; remove one
            NO,zip,,nnnn,0150, ~ :2: 'zip' must be of postal_code, state, region
            NO,,,n#nn,0150,    ~ :2: the postal code 'n#nn' may hold n, a, x, capital letters, digits, blanks and hyphens only
            NO,,,nnnn,150,     ~ :2: the example '150' fits none of the forms
            """)
    void aFaultOfTheTableIsNamedByItsLine(String rows, String fault) throws IOException {
        Files.writeString(folder.resolve("address-rules.csv"), HEADER + rows.replace("\\n", "\n") + "\n");

        assertThatThrownBy(() -> AddressRules.load(folder, new Countries()))
                .isInstanceOf(MappingException.class)
                .hasMessage(folder.resolve("address-rules.csv") + fault);
    }

    @Test
    void aRegionIsThereOnce() throws IOException {
        Files.writeString(folder.resolve("address-regions.csv"), "country,code,name,also\nUS,CA,A,\nUS,CA,B,\n");

        assertThatThrownBy(() -> AddressRules.load(folder, new Countries()))
                .hasMessage(folder.resolve("address-regions.csv") + ":3: the region CA has a row already; remove one");
    }

    @Test
    void aFolderWithoutTablesKnowsNoRules() throws MappingException {
        AddressRules none = AddressRules.load(folder, new Countries(Map.of()));

        assertThat(AddressCheck.check(ShippedRules.address("US", "?", "", "", ""), none))
                .isEmpty();
    }
}
