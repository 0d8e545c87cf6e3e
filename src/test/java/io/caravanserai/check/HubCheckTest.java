package io.caravanserai.check;

import static io.caravanserai.check.CheckedProject.KAMELET;
import static io.caravanserai.check.CheckedProject.REAL_MAPPINGS;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is right has no findings; what contradicts another file is found in either. */
class HubCheckTest {
    @SuppressWarnings("NullAway.Init") // made before each test
    CheckedProject project;

    @BeforeEach
    void oneGoodCarrier(@TempDir Path folder) throws IOException {
        project = CheckedProject.in(folder);
    }

    @Test
    void theRepositoryHasNoFindings() {
        CheckReport report = new HubCheck(Path.of("routes"), REAL_MAPPINGS, Settings.of(Map.of())).run();
        assertThat(report.findings()).isEmpty();
        assertThat(report.carriers()).isGreaterThan(10);
        assertThat(report.summary()).endsWith(" carriers: no findings");
    }

    @Test
    void aGoodCarrierHasNoFindings() {
        assertThat(project.check()).isEmpty();
    }

    @Test
    void routesOfOneAccountMustGiveOneRate() throws IOException {
        String limited = ROUTE.replace("mode: push", "rate: 5/s");
        project.write("carriers/ups.camel.yaml", limited);
        project.write(
                "carriers/dhl_express.camel.yaml", limited.replace("5/s", "6/s").replace("in-ups", "in-dhl_express"));

        assertThat(project.check())
                .anyMatch(line -> line.contains("the rate of the account ups/default is '5/s' here and '6/s' at"));

        project.write(
                "carriers/dhl_express.camel.yaml",
                limited.replace("5/s", "6/s\n        account: other").replace("in-ups", "in-dhl_express"));
        assertThat(project.check()).noneMatch(line -> line.contains("the rate of the account"));
    }

    @Test
    void aCarrierThatShowsACertificateNeedsAHubThatAsksForOne() throws IOException {
        project.takeKamelet("carrier-webhook-source");
        project.write(
                "carriers/ups.camel.yaml",
                """
                - route:
                    id: carrier-in-ups
                    description: Takes events.
                    from:
                      uri: kamelet:carrier-webhook-source
                      parameters:
                        carrier: ups
                        verification: certificate
                        certificateSubject: CN=ups
                      steps:
                        - to:
                            uri: seda:end
                """);

        assertThat(project.check())
                .containsExactly(
                        "carriers/ups.camel.yaml:8: error: the carrier shall show a certificate, but the hub asks"
                                + " nobody for one (set hub.http.tls.client-ca; docs/operate/security.md says how)");
        assertThat(project.check(Settings.of(Map.of(
                        "hub.http.tls.certificate", "a.pem",
                        "hub.http.tls.key", "a.key",
                        "hub.http.tls.client-ca", "ca.pem"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20s,26s,true", "20s,27s,false", "45s,,true", "30s,,false"})
    void aLabelCallMayNotLastLongerThanItsDoubt(String timeout, String settle, boolean found) throws IOException {
        project.takeKamelet("carrier-label-source");
        project.takeKamelet("carrier-label-action");
        project.write(
                "carriers/ups.camel.yaml",
                """
                - route:
                    id: carrier-label-ups
                    description: Buys labels.
                    from:
                      uri: kamelet:carrier-label-source
                      parameters:
                        carrier: ups%s
                      steps:
                        - to:
                            uri: kamelet:carrier-label-action
                            parameters:
                              carrier: ups
                              buyUrl: https://ups.example/labels
                              timeout: "{{carrier.ups.label.timeout:%s}}"
                """
                        .formatted(settle == null ? "" : "\n        settle: " + settle, timeout));

        assertThat(project.check().stream()
                        .filter(line -> line.contains("error: the timeout of " + timeout
                                + " is too long for the route's settle: a label could be bought twice")))
                .hasSize(found ? 1 : 0);
    }

    @Test
    void findsAPathOfThePublicPortThatAnotherRouteHas() throws IOException {
        project.write(
                "kamelets/acme-source.kamelet.yaml",
                KAMELET.replace(
                                "uri: \"timer:{{carrier}}\"",
                                "uri: \"platform-http:/carriers/{{carrier}}/{{mode}}/{id}\"")
                        .replace("period: \"{{port}}\"", "httpMethodRestrict: POST"));
        String direct = ROUTE.replace("carrier-in-ups-push", "carrier-in-usps")
                .replaceAll(
                        "(?s)kamelet:acme-source.*env:ACME_SECRET",
                        "platform-http:/carriers/ups/push/{number}\n      parameters:\n        httpMethodRestrict: METHOD");
        project.write("hub/second.camel.yaml", direct.replace("METHOD", "GET,POST"));

        assertThat(project.check())
                .containsExactly(
                        "hub/second.camel.yaml:5: error: the path POST /carriers/ups/push/{} is taken by "
                                + "carriers/ups.camel.yaml:5 (give one of them another carrier or path, or take one away: the hub sets the second aside)");

        project.write("hub/second.camel.yaml", direct.replace("METHOD", "GET"));
        assertThat(project.check()).isEmpty();
        project.write(
                "hub/second.camel.yaml",
                direct.replace("METHOD", "POST")
                        .replace("    from:", "    precondition: \"{{carrier.usps.on:false}}\"\n    from:"));
        assertThat(project.check()).isEmpty();
    }

    @Test
    void findsARouteIdThatAnotherFileHas() throws IOException {
        project.write("hub/copy.camel.yaml", ROUTE);
        assertThat(project.check())
                .singleElement()
                .asString()
                .startsWith("hub/copy.camel.yaml:2: error: the route id 'carrier-in-ups-push' is taken by ")
                .contains("ups.camel.yaml:2");
    }

    @Test
    void findsACarrierWithoutMapping() throws IOException {
        Files.delete(project.routes().resolve("carriers/ups.camel.yaml"));
        project.write("carriers/acme.camel.yaml", ROUTE.replace("carrier-in-ups", "carrier-in-acme"));
        assertThat(project.check())
                .anyMatch(line ->
                        line.startsWith("carriers/acme.camel.yaml:1: error: the carrier 'acme' has no mapping acme/"));
    }

    @ParameterizedTest
    @CsvSource({
        "carriers/new.yaml, name it <name>.camel.yaml",
        "new.camel.yaml, move it to one of",
        "kamelets/new.yaml, name it <name>.kamelet.yaml"
    })
    void findsFilesThatTheHubWouldPassOver(String file, String nextStep) throws IOException {
        project.write(file, ROUTE.replace("carrier-in-ups-push", "carrier-in-new.yaml"));
        assertThat(project.check())
                .anyMatch(
                        line -> line.startsWith(file + ": warning: the file is not loaded") && line.contains(nextStep));
    }

    @Test
    void reportsFaultsOfTheHubsOwnTables() throws IOException {
        Files.writeString(project.mappings().resolve("harmonized/event-codes.csv"), "nonsense\n");
        assertThat(project.check()).anyMatch(line -> line.startsWith("harmonized/event-codes.csv:"));
    }

    @Test
    void reportsACodeThatTrackersHaveNoWordFor() throws IOException {
        Path types = project.mappings().resolve("harmonized/tracker-event-types.csv");
        String without = Files.readString(types).replaceAll("(?m)^customs,.*\\n", "");
        Files.writeString(types, without);

        assertThat(project.check())
                .anyMatch(line -> line.startsWith("harmonized/tracker-event-types.csv:"
                                + without.lines().count() + ":")
                        && line.contains("customs/broker has no type"));
    }
}
