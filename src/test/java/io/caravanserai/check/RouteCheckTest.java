package io.caravanserai.check;

import static io.caravanserai.check.CheckedProject.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A good route spoiled in one place by each case; the finding names its line and the next step. */
class RouteCheckTest {
    @SuppressWarnings("NullAway.Init") // made before each test
    CheckedProject project;

    @BeforeEach
    void oneGoodCarrier(@TempDir Path folder) throws IOException {
        project = CheckedProject.in(folder);
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
            `- log:\n            message: taken` | `- aggregate:\n            aggregationRepository: labelAgregates` | :18: error: unknown bean 'labelAgregates' (did you mean 'labelAggregates'?)
            `- log:\n            message: taken` | `- aggregate:\n            aggregationStrategy: labelGatherin` | :18: error: unknown bean 'labelGatherin' (did you mean 'labelGathering'?)
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
        assertThat(ROUTE).contains(CheckedProject.lines(part));
        project.write(
                "carriers/ups.camel.yaml", ROUTE.replace(CheckedProject.lines(part), CheckedProject.lines(spoiled)));
        assertThat(project.check())
                .anyMatch(line -> line.startsWith("carriers/ups.camel.yaml:") && line.contains(finding));
    }

    @Test
    void takesBeansThatAnotherFileDeclares() throws IOException {
        project.write(
                "carriers/ups.camel.yaml",
                ROUTE.replace("- log:\n            message: taken", "- process:\n            ref: helper"));
        project.write(
                "hub/helpers.camel.yaml",
                """
                - beans:
                    - name: helper
                      type: "#class:java.lang.Object"
                """);
        assertThat(project.check()).isEmpty();
    }
}
