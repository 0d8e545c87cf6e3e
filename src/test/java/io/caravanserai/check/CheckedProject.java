package io.caravanserai.check;

import io.caravanserai.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One good carrier in a folder of the test, with Kamelet, route, mapping, codes and sample, for a test to spoil. */
record CheckedProject(Path routes, Path mappings) {
    static final Path REAL_MAPPINGS = Path.of("edi-mappings");
    static final String KAMELET =
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
    static final String MAPPING =
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
    static final String CODES =
            """
            document,carrier_code,milestone,code,sub_code,reason,description
            ,OK/*,delivery,delivered,,,delivered
            ,PU/*,collection,collected,,,picked up
            """;
    static final String ROUTE =
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

    static CheckedProject in(Path folder) throws IOException {
        CheckedProject project = new CheckedProject(
                Files.createDirectory(folder.resolve("routes")), Files.createDirectory(folder.resolve("mappings")));
        copyHarmonized(project.mappings);
        project.map("tracking.map.yaml", MAPPING);
        project.map("codes.csv", CODES);
        project.map("samples/one.json", "{\"number\": \"N1\", \"code\": \"OK\", \"time\": \"2026-03-02T10:00:00Z\"}");
        project.map("samples/one.expected.json", "as it was accepted");
        project.write("kamelets/acme-source.kamelet.yaml", KAMELET);
        project.write("carriers/ups.camel.yaml", ROUTE);
        return project;
    }

    /** The findings, as they are printed, with files named from the folder of their kind. */
    List<String> check() {
        return check(Settings.of(Map.of()));
    }

    List<String> check(Settings settings) {
        return new HubCheck(routes, mappings, settings)
                .run().findings().stream()
                        .map(finding ->
                                finding.toString().replace(routes + "/", "").replace(mappings + "/", ""))
                        .toList();
    }

    /** A cell of a table cannot hold a line break. */
    static String lines(String cell) {
        return cell == null ? "" : cell.replace("\\n", "\n");
    }

    /** Writes a file below the folder of the routes. */
    void write(String name, String text) throws IOException {
        Path file = routes.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    /** Takes one of the hub's own Kamelets over. */
    void takeKamelet(String name) throws IOException {
        String file = "kamelets/" + name + ".kamelet.yaml";
        write(file, Files.readString(Path.of("routes").resolve(file)));
    }

    /** Writes a file of the carrier's mapping. */
    void map(String name, String text) throws IOException {
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
