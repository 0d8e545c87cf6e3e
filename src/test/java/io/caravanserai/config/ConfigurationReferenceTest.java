package io.caravanserai.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.GeneratedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operate/configuration.md is {@link HubProperty} in words, and what route files ask for. */
class ConfigurationReferenceTest {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{((?:carrier|customer)\\.[\\w.-]+)(?::((?:[^{}]|\\{\\{[^{}]*}}|\\{[^{}]*})*))?}}");

    private static final String HEAD =
            """
            A setting is given by an environment variable, by a system property (`HUB_JAVA_OPTIONS=-Dhub.http.port=80`), or in
            the properties file named by `--config FILE`; the first of these that has it counts, then the default. The variable of
            `hub.http.port` is `HUB_HTTP_PORT`: capitals, and `_` for `.` and `-`. A name that is no setting is told at the start,
            with the one that was probably meant; so is a value that cannot be used, and the hub does not start then.

            Times are `250ms`, `15s`, `2m`, `6h`, `30d`; sizes `64KiB`, `10MiB`, `1GiB`. All of it, ready to be edited, is in
            [hub.properties.example](../../config/hub.properties.example). Two variables are read by the launcher:
            `HUB_MEMORY` (the heap, such as `2g`) and `HUB_JAVA_OPTIONS`.
            """;

    /** A part of the page. */
    private record Section(String title, String about, List<String> prefixes) {
        boolean has(HubProperty property) {
            return prefixes.stream()
                    .anyMatch(prefix -> property.key().equals(prefix)
                            || (prefix.endsWith(".") && property.key().startsWith(prefix)));
        }
    }

    private static final List<Section> SECTIONS = List.of(
            new Section(
                    "The node",
                    "Where it keeps things, and how it ends.",
                    List.of("hub.node", "hub.data.dir", "hub.shutdown.timeout")),
            new Section(
                    "Files that integrators edit",
                    "What they may hold: [integrator's guide](../integrator-guide.md).",
                    List.of("hub.routes.dir", "hub.mappings.dir", "hub.reload")),
            new Section(
                    "The public port",
                    "API, carrier webhooks, events of visitors, tracking pages. [Running it safely](security.md).",
                    List.of("hub.http.", "hub.public-url", "hub.api.")),
            new Section(
                    "The management port",
                    "Health, metrics, `/admin`. Keep it private.",
                    List.of("hub.management.", "hub.admin.", "hub.console.")),
            new Section("The store", "SQLite, or PostgreSQL by its URL.", List.of("hub.db.")),
            new Section(
                    "Kafka",
                    "A broker of the hub's own, or a cluster: [several nodes](cluster.md), [capacity](capacity.md).",
                    List.of("hub.kafka.")),
            new Section(
                    "Traces and logs", "[Traces and logs](traces-and-logs.md).", List.of("hub.tracing.", "hub.log.")),
            new Section("The sFTP mailbox", "[Mailboxes of partners](../mailbox.md).", List.of("hub.sftp.")),
            new Section("Webhooks to customers", "[What customers are told](../webhooks.md).", List.of("hub.webhook.")),
            new Section("Labels", "[Labels for customers](../labels-api.md).", List.of("hub.label.")),
            new Section("Events of visitors", "[Events](../events.md).", List.of("hub.track.")),
            new Section("Packed and encrypted files", "[File codecs](../file-codecs.md).", List.of("hub.codec.")),
            new Section(
                    "Exchange rates",
                    "[What happens to a shipment before it is taken](../labels-prepare.md).",
                    List.of("hub.fx.")),
            new Section(
                    "Terms",
                    "[What is kept and for how long](data.md).",
                    List.of(
                            "hub.event.",
                            "hub.delivery.",
                            "hub.edi-file.",
                            "hub.shipment.",
                            "hub.behaviour.",
                            "hub.dead-letter.",
                            "hub.alert.",
                            "hub.file-log.",
                            "hub.interchange-log.",
                            "hub.file-audit.",
                            "hub.file-copy.",
                            "hub.audit.",
                            "hub.idempotency.",
                            "hub.archive.",
                            "hub.figure.",
                            "hub.housekeeping.")),
            new Section("The sandbox", "For tests only: [testing](../customers.md#test).", List.of("hub.sandbox")));

    @Test
    void everySettingIsInOneSection() {
        assertThat(HubProperty.values())
                .allSatisfy(property -> assertThat(sections().filter(section -> section.has(property)))
                        .as(property.key())
                        .hasSize(1));
    }

    @Test
    void thePageIsCurrent() throws IOException {
        String body =
                HEAD + sections().map(ConfigurationReferenceTest::section).collect(Collectors.joining()) + partners();

        GeneratedPage.holds(Path.of("docs/operate/configuration.md"), "Configuration", body);
    }

    private static Stream<Section> sections() {
        return SECTIONS.stream()
                .map(section -> section.title().equals("The sandbox")
                        ? new Section(section.title(), section.about(), List.of("hub.sandbox", "hub.sandbox."))
                        : section);
    }

    private static String section(Section section) {
        return "\n## " + section.title() + "\n\n" + section.about() + "\n\n| setting | default | |\n|---|---|---|\n"
                + Arrays.stream(HubProperty.values())
                        .filter(section::has)
                        .map(ConfigurationReferenceTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(HubProperty property) {
        String defaultValue = property.defaultValue().orElse("");
        return "| `" + property.key() + "` | " + code(defaultValue) + " | " + GeneratedPage.cell(property.meaning())
                + " |\n";
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + GeneratedPage.cell(value) + "`";
    }

    /** What the route files of partners can be told, file by file. */
    private static String partners() throws IOException {
        StringBuilder text = new StringBuilder(
                """

                ## Settings of partners

                A route file may ask for settings of its own; these are those of the files that come with the hub, given like all
                others (`CARRIER_UPS_WEBHOOK_CLIENT_ID` for `carrier.ups.webhook.client-id`). Where a default begins with `env:` the
                secret is in that environment variable; `file:/path` names a file. Secrets are never given by their value.
                """);
        for (String kind : List.of("carriers", "customers")) {
            try (Stream<Path> files = Files.list(Path.of("routes", kind))) {
                for (Path file : files.sorted().toList()) {
                    text.append(partner(file));
                }
            }
        }
        return text.toString();
    }

    private static String partner(Path file) throws IOException {
        Map<String, String> asked = new TreeMap<>();
        for (Matcher found = PLACEHOLDER.matcher(Files.readString(file)); found.find(); ) {
            asked.putIfAbsent(found.group(1), found.group(2) == null ? "" : found.group(2));
        }
        if (asked.isEmpty()) {
            return "";
        }
        String name = file.getFileName().toString().replace(".camel.yaml", "");
        return "\n### [" + name + "](../../" + file + ")\n\n| setting | default |\n|---|---|\n"
                + asked.entrySet().stream()
                        .map(each -> "| `" + each.getKey() + "` | " + code(each.getValue()) + " |\n")
                        .collect(Collectors.joining());
    }
}
