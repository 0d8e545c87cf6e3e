package io.caravanserai.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** config/hub.properties.example says what {@link HubProperty} says: each key once, its meaning above it, its default. */
class ExampleFileTest {
    private static final Path EXAMPLE = Path.of("config", "hub.properties.example");

    @Test
    void theExampleListsEverySetting() throws Exception {
        assertThat(Files.readAllLines(EXAMPLE))
                .as("copy the lines wanted into " + EXAMPLE)
                .endsWith(wanted());
    }

    @Test
    void nothingInItIsSet() throws Exception {
        assertThat(Files.readAllLines(EXAMPLE)).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }

    private static String[] wanted() {
        List<String> lines = new ArrayList<>();
        for (HubProperty property : HubProperty.values()) {
            lines.add("");
            lines.add("# " + property.meaning());
            lines.add("#" + property.key() + "=" + property.defaultValue().orElse(""));
        }
        return lines.toArray(String[]::new);
    }
}
