package io.caravanserai.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One good carrier, spoiled in one place by each case; the finding names its line and the next step. */
class HubCheckTest {
    private static final Path REAL_MAPPINGS = Path.of("edi-mappings");
    private static final String KAMELET =
            """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: acme-source
              labels:
                camel.apache.org/kamelet.type: source
            spec:
              definition:
                title: Acme
                type: object
                required:
                  - carrier
                properties:
                  carrier: {title: Carrier, description: The carrier., type: string, pattern: "[a-z_]+"}
                  port: {title: Port, description: The port., type: integer, default: 1}
                  mode: {title: Mode, description: The mode., type: string, enum: [push, pull], default: push}
                  strict: {title: Strict, description: Strict or not., type: boolean, default: true}
                  secret: {title: Secret, description: The secret., type: string, format: password, default: ""}
                  account: {title: Account, description: The account., type: string, default: default}
                  rate: {title: Rate, description: The rate., type: string, format: call-rate, default: 1/s}
                  pace: {title: Pace, description: The pace., type: string, format: status-intervals, default: ""}
                  wait: {title: Wait, description: The wait., type: string, format: duration, default: 1s}
              template:
                beans:
                  - name: clock
                    type: "#class:java.lang.Object"
                from:
                  uri: "timer:{{carrier}}"
                  parameters:
                    period: "{{port}}"
                  steps:
                    - process:
                        ref: "{{clock}}"
                    - to:
                        uri: kamelet:sink
            """;
    private static final String MAPPING =
            """
            carrier: ups
            documents:
              - name: events
                format: json
                event:
                  tracking_number: number
                  code: [code, reason]
                  time: time
              - name: own
                format: json
                codes: hub
                event:
                  tracking_number: number
                  code: code
                  time: time
            """;
    private static final String CODES =
            """
            document,carrier_code,milestone,code,sub_code,reason,description
            ,OK/*,delivery,delivered,,,delivered
            ,PU/*,collection,collected,,,picked up
            """;
    private static final String ROUTE =
            """
            - route:
                id: carrier-in-ups-push
                description: Takes events.
                from:
                  uri: kamelet:acme-source
                  parameters:
                    carrier: ups
                    port: "{{carrier.ups.port:22}}"
                    mode: push
                    strict: true
                    secret: env:ACME_SECRET
                  steps:
                    - setBody:
                        expression:
                          simple:
                            expression: ${body}
                    - log:
                        message: taken
                    - to:
                        uri: seda:end
                        parameters:
                          size: 5
            """;

    @TempDir
    Path routes = Path.of("unset");

    @TempDir
    Path mappings = Path.of("unset");

    @BeforeEach
    void oneGoodCarrier() throws IOException {
        copyHarmonized(mappings);
        map("tracking.map.yaml", MAPPING);
        map("codes.csv", CODES);
        map("samples/one.json", "{\"number\": \"N1\", \"code\": \"OK\", \"time\": \"2026-03-02T10:00:00Z\"}");
        map("samples/one.expected.json", "as it was accepted");
        write("kamelets/acme-source.kamelet.yaml", KAMELET);
        write("carriers/ups.camel.yaml", ROUTE);
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
        assertThat(check()).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            id: carrier-in-ups-push | id: [carrier-in-ups-push | :3: error: not readable as YAML
            kamelet:acme-source | kamelet:acme-sorce | :5: error: unknown Kamelet 'acme-sorce' (did you mean 'acme-source'?)
            mode: push | mod: push | :9: error: unknown parameter 'mod' of the Kamelet acme-source (did you mean 'mode'?)
            `        carrier: ups\n` | `` | :5: error: the Kamelet acme-source needs the parameter 'carrier' (add it
            mode: push | mode: pusch | :9: error: the parameter 'mode' is 'pusch' (did you mean 'push'?)
            strict: true | strict: "maybe" | :10: error: the parameter 'strict' is 'maybe' (it must be of type boolean)
            mode: push | rate: 5 per s | :9: error: the parameter 'rate' is '5 per s' (rate '5 per s': '5 per s' is no limit
            mode: push | rate: roling 5/m | :9: error: the parameter 'rate' is 'roling 5/m' (rate 'roling 5/m': 'roling 5/m' is no limit (unknown word roling; did you mean 'rolling'?); write 5/s, 250/10s burst 10, rolling 500/10m, quota 1000/d reset 00:00 Europe/Berlin or spacing 200ms
            mode: push | wait: soon | :9: error: the parameter 'wait' is 'soon' (it must be a duration such as 500ms, 15s, 2m, 1h or 3d)
            mode: push | pace: in_tranist=2h | :9: error: the parameter 'pace' is 'in_tranist=2h' ('in_tranist' is no status; did you mean 'in_transit'?)
            mode: push | pace: "order=6h, out_for_delivery=10m" | :9: error: the parameter 'pace' is 'order=6h, out_for_delivery=10m' ('out_for_delivery' is no status; did you mean 'delivery/out_for_delivery'?)
            mode: push | pace: order 6h | :9: error: the parameter 'pace' is 'order 6h' (intervals has 'order 6h' but must be statuses and durations, such as order=6h
            port:22 | port:ssh | :8: error: the parameter 'port' is 'ssh' by {{carrier.ups.port:ssh}} (it must be of type integer)
            mode: push | mode: [push] | :9: error: the parameter 'mode' must be one value
            port:22}} | port}} | :8: error: missing property carrier.ups.port (set CARRIER_UPS_PORT,
            secret: env:ACME_SECRET | secret: hunter2 | :11: error: the secret 'secret' is written in clear (keep it
            env:ACME_SECRET | `"{{carrier.ups.secret:hunter2}}"` | :11: error: the secret 'secret' is written in clear (keep it
            carrier: ups | carrier: upz | :7: error: the carrier 'upz' has no mapping
            id: carrier-in-ups-push | id: ups-push | :2: warning: the route id 'ups-push' does not name its file (write carrier-in-ups
            `    id: carrier-in-ups-push\n` | `` | :1: warning: a route without id (write id: carrier-in-ups
            `    description: Takes events.\n` | `` | :1: warning: a route without description (say in one sentence
            - log: | - lgo: | :17: error: unknown step 'lgo' (did you mean 'log'?)
            message: taken | mesage: taken | :18: error: unknown key 'mesage' in log (did you mean 'message'?)
            `- log:\n            message: taken` | `- log: taken` | :17: warning: compact form of log (the visual editor rewrites other forms; write log: {message: ...})
            `- log:\n            message: taken` | `- to: mock:x` | :17: warning: compact form of to
            `- log:\n            message: taken` | `- taken` | :17: error: 'taken' is not a step
            `expression:\n              simple:\n                expression: ${body}` | `simple: ${body}` | :14: warning: compact form of the expression of setBody
            `simple:\n                expression: ${body}` | `simple: ${body}` | :15: warning: compact form of simple
            seda:end | sedda:end | :20: error: unknown component 'sedda' (did you mean 'seda'?)
            `- log:\n            message: taken` | `- process:\n            ref: harmonizeBach` | :18: error: unknown bean 'harmonizeBach' (did you mean 'harmonizeBatch'?)
            `- log:\n            message: taken` | `- process:\n            ref: xyz` | :18: error: unknown bean 'xyz' (declare it under 'beans:', or use one
            seda:end | bean:hubDatabas | :20: error: unknown bean 'hubDatabas' (did you mean 'hubDatabase'?)
            size: 5 | size: "#bean:hubDatabas" | :22: error: unknown bean 'hubDatabas' (did you mean 'hubDatabase'?)
            carrier: ups | carrier: UPS | :7: error: the parameter 'carrier' is 'UPS' (it must match [a-z_]+)
            size: 5 | sise: 5 | :22: error: unknown parameter 'sise' of component seda (did you mean 'size'?)
            seda:end | seda:end?timeout=3 | :20: warning: parameters are packed into the uri
            size: 5 | password: hunter2 | :22: error: the secret 'password' is written in clear
            seda:end | kamelet:acme-source | :20: error: the Kamelet acme-source is a source (it belongs in 'from')
            strict: true | mode: pull | :10: error: 'mode' is given twice
            `uri: seda:end` | `id: end` | :20: error: to needs the key 'uri'
            `message: taken` | `message: &a {b: *a}` | :1: error: an alias (*) stands inside the part it repeats
            - route: | - from: | :1: warning: compact form of a route
            - route: | route: | :1: error: a route file is a list
            """)
    void namesTheLineAndTheNextStep(String part, String spoiled, String finding) throws IOException {
        assertThat(ROUTE).contains(lines(part));
        write("carriers/ups.camel.yaml", ROUTE.replace(lines(part), lines(spoiled)));
        assertThat(check()).anyMatch(line -> line.startsWith("carriers/ups.camel.yaml:") && line.contains(finding));
    }

    @Test
    void routesOfOneAccountMustGiveOneRate() throws IOException {
        String limited = ROUTE.replace("mode: push", "rate: 5/s");
        write("carriers/ups.camel.yaml", limited);
        write("carriers/dhl_express.camel.yaml", limited.replace("5/s", "6/s").replace("in-ups", "in-dhl_express"));

        assertThat(check())
                .anyMatch(line -> line.contains("the rate of the account ups/default is '5/s' here and '6/s' at"));

        write(
                "carriers/dhl_express.camel.yaml",
                limited.replace("5/s", "6/s\n        account: other").replace("in-ups", "in-dhl_express"));
        assertThat(check()).noneMatch(line -> line.contains("the rate of the account"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            name: acme-source | name: acme | :3: error: metadata.name is 'acme'
            kamelet.type: source | kamelet.type: sauce | :3: warning: the label camel.apache.org/kamelet.type is 'sauce'
            - carrier | - courier | :7: error: 'courier' is required but no parameter
            title: Port, | `` | :15: warning: the parameter 'port' has no title
            format: password, | `` | :18: warning: the parameter 'secret' looks like a secret
            default: ""} | default: hunter2} | :18: error: the default of 'secret' is a secret in clear
            `"{{clock}}"` | `"{{clok}}"` | :33: error: {{clok}} is neither a parameter of this Kamelet nor a setting
            type: integer, default: 1 | type: integer | :30: error: the parameter 'port' may be left out, but {{port}} needs it
            `"{{clock}}"` | hubDatabas | :33: error: unknown bean 'hubDatabas' (did you mean 'hubDatabase'?)
            - process: | - proces: | :32: error: unknown step 'proces' (did you mean 'process'?)
            format: call-rate, default: 1/s | format: call-rate, default: 1 | :20: error: the default of 'rate' cannot be used (rate '1': '1' is no limit
            """)
    void checksKameletsToo(String part, String spoiled, String finding) throws IOException {
        assertThat(KAMELET).contains(part);
        write("kamelets/acme-source.kamelet.yaml", KAMELET.replace(part, lines(spoiled)));
        assertThat(check()).anyMatch(line -> line.startsWith("kamelets/acme-source.kamelet.yaml" + finding));
    }

    @Test
    void findsAPathOfThePublicPortThatAnotherRouteHas() throws IOException {
        write(
                "kamelets/acme-source.kamelet.yaml",
                KAMELET.replace(
                                "uri: \"timer:{{carrier}}\"",
                                "uri: \"platform-http:/carriers/{{carrier}}/{{mode}}/{id}\"")
                        .replace("period: \"{{port}}\"", "httpMethodRestrict: POST"));
        String direct = ROUTE.replace("carrier-in-ups-push", "carrier-in-usps")
                .replaceAll(
                        "(?s)kamelet:acme-source.*env:ACME_SECRET",
                        "platform-http:/carriers/ups/push/{number}\n      parameters:\n        httpMethodRestrict: METHOD");
        write("hub/second.camel.yaml", direct.replace("METHOD", "GET,POST"));

        assertThat(check())
                .containsExactly(
                        "hub/second.camel.yaml:5: error: the path POST /carriers/ups/push/{} is taken by "
                                + "carriers/ups.camel.yaml:5 (give one of them another carrier or path, or take one away: the hub sets the second aside)");

        write("hub/second.camel.yaml", direct.replace("METHOD", "GET"));
        assertThat(check()).isEmpty();
        write(
                "hub/second.camel.yaml",
                direct.replace("METHOD", "POST")
                        .replace("    from:", "    precondition: \"{{carrier.usps.on:false}}\"\n    from:"));
        assertThat(check()).isEmpty();
    }

    @Test
    void findsARouteIdThatAnotherFileHas() throws IOException {
        write("hub/copy.camel.yaml", ROUTE);
        assertThat(check())
                .singleElement()
                .asString()
                .startsWith("hub/copy.camel.yaml:2: error: the route id 'carrier-in-ups-push' is taken by ")
                .contains("ups.camel.yaml:2");
    }

    @Test
    void findsACarrierWithoutMapping() throws IOException {
        Files.delete(routes.resolve("carriers/ups.camel.yaml"));
        write("carriers/acme.camel.yaml", ROUTE.replace("carrier-in-ups", "carrier-in-acme"));
        assertThat(check())
                .anyMatch(line ->
                        line.startsWith("carriers/acme.camel.yaml:1: error: the carrier 'acme' has no mapping acme/"));
    }

    @Test
    void takesBeansThatAnotherFileDeclares() throws IOException {
        write(
                "carriers/ups.camel.yaml",
                ROUTE.replace("- log:\n            message: taken", "- process:\n            ref: helper"));
        write(
                "hub/helpers.camel.yaml",
                """
                - beans:
                    - name: helper
                      type: "#class:java.lang.Object"
                """);
        assertThat(check()).isEmpty();
    }

    @Test
    void leavesPropertiesOfADisabledRouteAlone() throws IOException {
        String disabled = ROUTE.replace("port:22}}", "port}}")
                .replace("    from:", "    precondition: \"{{carrier.ups.enabled:false}}\"\n    from:");
        write("carriers/ups.camel.yaml", disabled);
        assertThat(check()).isEmpty();
        assertThat(check(Settings.of(Map.of("carrier.ups.enabled", "true"))))
                .singleElement()
                .asString()
                .contains(":9: error: missing property carrier.ups.port");
    }

    @Test
    void takesPropertiesFromSettings() throws IOException {
        write("carriers/ups.camel.yaml", ROUTE.replace("port:22}}", "port}}"));
        assertThat(check(Settings.of(Map.of("carrier.ups.port", "2022")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "carriers/new.yaml, name it <name>.camel.yaml",
        "new.camel.yaml, move it to one of",
        "kamelets/new.yaml, name it <name>.kamelet.yaml"
    })
    void findsFilesThatTheHubWouldPassOver(String file, String nextStep) throws IOException {
        write(file, ROUTE.replace("carrier-in-ups-push", "carrier-in-new.yaml"));
        assertThat(check())
                .anyMatch(
                        line -> line.startsWith(file + ": warning: the file is not loaded") && line.contains(nextStep));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            tracking.map.yaml | format: json | formatt: json | :4: error: unknown key 'formatt' in a document; did you mean 'format'?
            tracking.map.yaml | tracking_number: number | tracking_numbr: number | :6: error: unknown key 'tracking_numbr' in event; did you mean 'tracking_number'?
            codes.csv | PU/* | OK/* | :3: error: the carrier code 'OK/*' is already given on line 2
            codes.csv | collection,collected | collection,colected | :3: error: no hub code 'collection/colected'; did you mean 'collection/collected'?
            codes.csv | PU/* | PU/*/* | :3: warning: no code leads to the row 'PU/*/*': stars at the end are written once, PU/*
            codes.csv | PU/* | 1/2/3/4/5/6/7 | :3: warning: no code leads to the row '1/2/3/4/5/6/7': a key has at most 6 parts
            codes.csv | ,PU/* | own,PU/* | :3: warning: no code leads to the row 'PU/*': no document looks codes up under the name 'own'
            codes.csv | ,PU/*,collection,collected,,,picked up | `events,OK/*,collection,collected,,,picked up` | :2: warning: no code leads to the row 'OK/*': every document has a row of its own for it
            codes.csv | ,PU/* | evnts,PU/* | :3: error: no document 'evnts'; did you mean 'events'?
            """)
    void checksMappingsAndCodeTables(String file, String part, String spoiled, String finding) throws IOException {
        String good = file.equals("codes.csv") ? CODES : MAPPING;
        assertThat(good).contains(part);
        map(file, good.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(spoiled)));
        assertThat(check()).anyMatch(line -> line.startsWith("ups/" + file + finding));
    }

    @Test
    void findsSamplesThatTestNothing() throws IOException {
        map("samples/two.json", "{}");
        map("samples/three.expected.json", "");
        assertThat(check())
                .anyMatch(line -> line.startsWith("ups/samples/two.json: warning: the sample has no expected result")
                        && line.contains("./hub try ups "))
                .anyMatch(line -> line.startsWith("ups/samples/three.expected.json: warning: there is no sample for"))
                .hasSize(2);
    }

    @Test
    void findsAFolderWithoutRouteAndWithoutSample() throws IOException {
        Files.createDirectories(mappings.resolve("acme"));
        Files.writeString(mappings.resolve("acme/tracking.map.yaml"), MAPPING.replace("ups", "acme"));
        assertThat(check())
                .anyMatch(line -> line.startsWith(
                        "acme/tracking.map.yaml: warning: no route brings data of the carrier 'acme' in"))
                .anyMatch(line -> line.startsWith("acme/samples: warning: the carrier has no sample"))
                .hasSize(2);
    }

    @Test
    void suggestsThePropertyThatIsMeant() throws IOException {
        write("carriers/ups.camel.yaml", ROUTE.replace("{{carrier.ups.port:22}}", "{{hub.http.prt}}"));
        assertThat(check())
                .anyMatch(line -> line.contains(
                        ":8: error: missing property hub.http.prt (did you mean 'hub.http.port'? else set"));
    }

    @Test
    void findsMistypedSettings() throws IOException {
        Path config = Files.writeString(routes.resolve("my.properties"), "hub.node=a\nhub.htpp.port=1\n");
        assertThat(check(Settings.of(config)))
                .anyMatch(line -> line.startsWith(
                        "my.properties:2: warning: the hub has no setting 'hub.htpp.port' (did you mean"));
    }

    @Test
    void reportsMappingsThatTheHubWouldSetAside() throws IOException {
        Files.writeString(mappings.resolve("ups/tracking.map.yaml"), "format: json\nformatt: json\n");
        Files.createDirectories(mappings.resolve("empty"));
        List<String> found = new HubCheck(routes, mappings, Settings.of(Map.of()))
                .run().findings().stream()
                        .map(finding -> finding.toString().replace(mappings + "/", ""))
                        .toList();
        assertThat(found).anyMatch(line -> line.startsWith("ups/tracking.map.yaml:2: error: "));
        assertThat(found).anyMatch(line -> line.startsWith("empty: warning: the folder has no tracking.map.yaml"));
    }

    @Test
    void reportsFaultsOfTheHubsOwnTables() throws IOException {
        Files.writeString(mappings.resolve("harmonized/event-codes.csv"), "nonsense\n");
        assertThat(new HubCheck(routes, mappings, Settings.of(Map.of())).run().findings())
                .anyMatch(finding -> finding.file().endsWith("event-codes.csv"));
    }

    private List<String> check() {
        return check(Settings.of(Map.of()));
    }

    private List<String> check(Settings settings) {
        return new HubCheck(routes, mappings, settings)
                .run().findings().stream()
                        .map(finding ->
                                finding.toString().replace(routes + "/", "").replace(mappings + "/", ""))
                        .toList();
    }

    /** A cell of a table cannot hold a line break. */
    private static String lines(String cell) {
        return cell == null ? "" : cell.replace("\\n", "\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = routes.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private void map(String name, String text) throws IOException {
        Path file = mappings.resolve("ups").resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private static void copyHarmonized(Path mappings) throws IOException {
        Path to = Files.createDirectories(mappings.resolve("harmonized"));
        try (var files = Files.list(REAL_MAPPINGS.resolve("harmonized"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(String.valueOf(file.getFileName())));
            }
        }
    }
}
