package io.caravanserai.check;

import static io.caravanserai.check.CheckedProject.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties that a route uses, and settings that no one has. */
class PropertyCheckTest {
    @SuppressWarnings("NullAway.Init") // made before each test
    CheckedProject project;

    @BeforeEach
    void oneGoodCarrier(@TempDir Path folder) throws IOException {
        project = CheckedProject.in(folder);
    }

    @Test
    void leavesPropertiesOfADisabledRouteAlone() throws IOException {
        String disabled = ROUTE.replace("port:22}}", "port}}")
                .replace("    from:", "    precondition: \"{{carrier.ups.enabled:false}}\"\n    from:");
        project.write("carriers/ups.camel.yaml", disabled);
        assertThat(project.check()).isEmpty();
        assertThat(project.check(Settings.of(Map.of("carrier.ups.enabled", "true"))))
                .singleElement()
                .asString()
                .contains(":9: error: missing property carrier.ups.port");
    }

    @Test
    void takesPropertiesFromSettings() throws IOException {
        project.write("carriers/ups.camel.yaml", ROUTE.replace("port:22}}", "port}}"));
        assertThat(project.check(Settings.of(Map.of("carrier.ups.port", "2022"))))
                .isEmpty();
    }

    @Test
    void suggestsThePropertyThatIsMeant() throws IOException {
        project.write("carriers/ups.camel.yaml", ROUTE.replace("{{carrier.ups.port:22}}", "{{hub.http.prt}}"));
        assertThat(project.check())
                .anyMatch(line -> line.contains(
                        ":8: error: missing property hub.http.prt (did you mean 'hub.http.port'? else set"));
    }

    @Test
    void findsMistypedSettings() throws IOException {
        Path config = Files.writeString(project.routes().resolve("my.properties"), "hub.node=a\nhub.htpp.port=1\n");
        assertThat(project.check(Settings.of(config)))
                .anyMatch(line -> line.startsWith(
                        "my.properties:2: warning: the hub has no setting 'hub.htpp.port' (did you mean"));
    }
}
