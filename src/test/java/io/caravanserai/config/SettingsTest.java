package io.caravanserai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "15s, PT15S",
        "2m, PT2M",
        "2min, PT2M",
        "1h, PT1H",
        "3d, PT72H",
        "0s, PT0S",
        "15 S, PT15S",
        "PT15S, PT15S",
        "p1d, PT24H"
    })
    void readsDurations(String text, Duration expected) {
        assertThat(Settings.parseDuration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "s", "", "-5s", "1.5h", "5 weeks", "soon", "PTsoon", "99999999999999999999s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Settings.parseDuration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({"64KiB, 65536", "10MiB, 10485760", "1GiB, 1073741824", "2048, 2048", "1 kib, 1024"})
    void readsSizes(String text, long expected) {
        Settings settings = Settings.of(Map.of("hub.http.max-body", text));
        assertThat(settings.bytes(HubProperty.HTTP_MAX_BODY)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "YES, true", "on, true", "1, true", "False, false", "no, false", "off, false", "0, false"
    })
    void readsFlags(String text, boolean expected) {
        assertThat(Settings.of(Map.of("hub.sandbox", text)).flag(HubProperty.SANDBOX))
                .isEqualTo(expected);
    }

    @Test
    void environmentWinsOverSystemOverFileOverDefault() throws Exception {
        Path file = folder.resolve("hub.properties");
        Files.writeString(file, "hub.http.port=1\nhub.node=of-file\nhub.http.host=of-file\nhub.kafka.port=\n");
        Settings settings = Settings.of(
                Map.of("HUB_NODE", "of-environment"),
                Map.of("hub.node", "of-system", "hub.http.host", "of-system"),
                file);
        assertThat(settings.get(HubProperty.NODE)).isEqualTo("of-environment");
        assertThat(settings.get(HubProperty.HTTP_HOST)).isEqualTo("of-system");
        assertThat(settings.integer(HubProperty.HTTP_PORT)).isEqualTo(1);
        assertThat(settings.integer(HubProperty.KAFKA_PORT))
                .as("empty is unset")
                .isEqualTo(19092);
    }

    @Test
    void theProcessItselfAndAFileAreRead() throws Exception {
        Path file = folder.resolve("hub.properties");
        Files.writeString(file, "carrier.grüne.port = 2022 \n");
        assertThat(Settings.of(file).find("carrier.grüne.port")).contains("2022");
        assertThat(Settings.of((Path) null).find("java.version")).isPresent();
    }

    @Test
    void aMissingValueSaysWhereToSetIt() throws Exception {
        assertThatThrownBy(() -> Settings.of(Map.of()).get(HubProperty.DB_URL))
                .hasMessage("hub.db.url has no value: set it in a file named by --config or by HUB_DB_URL");
        Path file = Files.createFile(folder.resolve("hub.properties"));
        assertThatThrownBy(() -> Settings.of(file).get(HubProperty.DB_URL)).hasMessageContaining("set it in " + file);
    }

    @Test
    void namesVariablesOfAnyKey() {
        assertThat(Settings.environmentName("carrier.dhl_express.site-id")).isEqualTo("CARRIER_DHL_EXPRESS_SITE_ID");
    }
}
