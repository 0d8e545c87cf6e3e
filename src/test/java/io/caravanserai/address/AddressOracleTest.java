package io.caravanserai.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares the shipped rules with address metadata in the form of Google's libaddressinput, a file given by {@code
 * -Daddress.oracle=PATH}. Where the two differ on purpose, the test says where and why.
 */
class AddressOracleTest {
    /** The country code says it already, or the sub-region stands in the field city. */
    private static final Set<String> STATE_NOT_REQUIRED =
            Set.of("AD", "AS", "FM", "GU", "HK", "KY", "MH", "MP", "NR", "PW", "UM", "VI");

    /** Hà Tây, part of Hà Nội since 2008. */
    private static final Set<String> REGIONS_GONE = Set.of("VN 15");

    private static Map<String, JsonNode> oracle = Map.of();

    @BeforeAll
    static void readOracle() throws IOException {
        String path = System.getProperty("address.oracle", "");
        assumeTrue(!path.isEmpty(), "not compared: give the metadata by -Daddress.oracle=PATH");
        Map<String, JsonNode> countries = new TreeMap<>();
        Json.parse(Files.readAllBytes(Path.of(path)))
                .properties()
                .forEach(entry -> countries.put(entry.getKey(), entry.getValue()));
        countries.keySet().retainAll(Arrays.asList(Locale.getISOCountries()));
        oracle = countries;
    }

    @Test
    void everyExampleOfAPostalCodeThatTheOracleTakesItselfIsTaken() {
        Set<String> refused = new TreeSet<>();
        int[] compared = {0};
        each((country, data) -> parts(data, "zipex", ",").forEach(example -> {
            boolean ownRule = Pattern.matches(data.path("zip").asText(".*"), example);
            boolean accepted = ShippedRules.RULES
                    .of(country)
                    .flatMap(CountryRule::postalFormat)
                    .filter(format -> format.accepts(example))
                    .isPresent();
            compared[0]++;
            if (ownRule != accepted) {
                refused.add(country + " " + example);
            }
        }));

        assertThat(refused).isEmpty();
        assertThat(compared[0]).isGreaterThan(400);
    }

    @Test
    void theSamePostalCodesAreRequired() {
        Set<String> different = new TreeSet<>();
        each((country, data) -> {
            boolean theirs = data.path("require").asText().contains("Z");
            if (theirs != ShippedRules.RULES.of(country).orElseThrow().postalCodeRequired()) {
                different.add(country);
            }
        });

        assertThat(different).isEmpty();
    }

    @Test
    void theSameSubRegionsAreRequired() {
        Set<String> different = new TreeSet<>();
        each((country, data) -> {
            boolean theirs = data.path("require").asText().contains("S");
            boolean ours = ShippedRules.RULES.of(country).orElseThrow().stateNeed() != CountryRule.StateNeed.NEVER;
            if (theirs != ours) {
                different.add(country);
            }
        });

        assertThat(different).isEqualTo(new TreeSet<>(STATE_NOT_REQUIRED));
    }

    @Test
    void everySubRegionIsKnownByItsCode() {
        Set<String> unknown = new TreeSet<>();
        int[] compared = {0};
        each((country, data) -> {
            Regions regions = ShippedRules.RULES.of(country).orElseThrow().regions();
            parts(data, data.has("sub_isoids") ? "sub_isoids" : "sub_keys", "~").forEach(region -> {
                compared[0]++;
                if (regions.find(region).isEmpty()) {
                    unknown.add(country + " " + region);
                }
            });
        });

        assertThat(unknown).isEqualTo(REGIONS_GONE);
        assertThat(compared[0]).isGreaterThan(1000);
    }

    private static void each(BiConsumer<String, JsonNode> country) {
        oracle.forEach(country);
    }

    private static Stream<String> parts(JsonNode data, String key, String separator) {
        return Stream.of(data.path(key).asText().split(separator)).filter(part -> !part.isEmpty());
    }
}
