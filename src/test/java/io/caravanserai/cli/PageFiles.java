package io.caravanserai.cli;

import io.caravanserai.testkit.PageBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The routes, mappings and templates that pages show, as files of a project, completed where only a part is shown. */
final class PageFiles {
    /** A page shows what stands in a route: the lines around it, by how it begins. */
    private static final List<Head> HEADS = List.of(
            new Head("- route:", 0, ""),
            new Head(
                    "from:",
                    4,
                    """
                    - route:
                        id: %1$s
                        description: A route of a page.
                    """),
            new Head(
                    "- to:",
                    8,
                    """
                    - route:
                        id: %1$s
                        description: A customer's files.
                        errorHandler:
                          noErrorHandler: {}
                        from:
                          uri: kamelet:customer-edi-source
                          parameters:
                            customer: %2$s
                            account: A1234567
                            format: csv
                          steps:
                    """),
            new Head(
                    "interval:",
                    8,
                    """
                    - route:
                        id: %1$s
                        description: Asks a carrier.
                        from:
                          uri: kamelet:carrier-poll-source
                          steps:
                            - to:
                                uri: kamelet:carrier-inbound-sink
                          parameters:
                            carrier: acme
                            account: asked
                            url: http://localhost:9/{numbers}
                    """));

    private static final String TO_THE_HUB =
            """
                  steps:
                    - to:
                        uri: kamelet:carrier-inbound-sink
            """;
    /** Those of the pages; acme is another one here, since recipes make it in the same project. */
    static final List<String> CARRIERS = List.of("apex", "small_vans");

    /** Of every carrier. */
    static final String SECRET = "s3cret-of-the-test";

    private static final Pattern VARIABLE = Pattern.compile("env:([A-Z_]+)");

    private final ProjectCopy project;
    private int added;

    /** @param depth how far what is shown is indented below the lines */
    private record Head(String begin, int depth, String lines) {}

    PageFiles(ProjectCopy project) {
        this.project = project;
    }

    /** Environment variables that the routes have secrets in, and the settings without which they do not start. */
    static Map<String, String> secrets() throws IOException {
        Map<String, String> secrets = new HashMap<>();
        for (String page : List.of("labels-queue.md", "file-codecs.md")) {
            for (PageBlock block : PageBlock.of(Path.of("docs", page), "yaml")) {
                for (Matcher named = VARIABLE.matcher(block.text()); named.find(); ) {
                    secrets.put(named.group(1), SECRET);
                }
            }
        }
        secrets.put("ACME_WEBHOOK_TOKEN", SECRET);
        secrets.put("CARRIER_APEX_CLIENT_ID", "client-of-the-test");
        return secrets;
    }

    /** All of them; the route that wants a hub with certificates is CarrierCertificateTest's. */
    void write() throws IOException {
        for (String carrier : CARRIERS) {
            Path samples = Files.createDirectories(project.mappings().resolve(carrier + "/samples"));
            Path sandbox = project.mappings().resolve("sandbox");
            String mapping = Files.readString(sandbox.resolve("tracking.map.yaml"));
            Files.writeString(
                    samples.resolveSibling("tracking.map.yaml"),
                    mapping.replace("carrier: sandbox", "carrier: " + carrier));
            Files.copy(sandbox.resolve("samples/one.json"), samples.resolve("one.json"));
        }
        add("carriers/apex", "docs/labels-queue.md", 0);
        add("carriers/apex", "docs/edi.md", 0);
        add("carriers/apex", "docs/file-codecs.md", 0);
        add("customers/blue_shop", "docs/file-codecs.md", 1);
        add("carriers/apex", "docs/file-codecs.md", 2);
        add("carriers/small_vans", "docs/mailbox.md", 0);
        add("customers/white_shop", "docs/mailbox.md", 1);
        add("carriers/apex", "docs/polling.md", 0);
        Files.writeString(
                project.mappings().resolve("apex/label.map.yaml"),
                named(shown("docs/labels-queue.md", 1) + shown("docs/labels-queue.md", 2)));
        Files.writeString(project.mappings().resolve("labels/my-label.label.yaml"), shown("docs/labels-engine.md", 0));
        Files.writeString(project.mappings().resolve("ups/tracking.map.yaml"), shown("edi-mappings/README.md", 0));
        Files.writeString(project.mappings().resolve("edifact/dictionary.yaml"), shown("edi-mappings/README.md", 1));
    }

    /** Adds a block of a page to a file of routes. */
    private void add(String name, String page, int block) throws IOException {
        String shown = shown(page, block);
        Head head = HEADS.stream()
                .filter(each -> shown.startsWith(each.begin()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("what is this a part of?\n" + shown));
        Path file = project.routes().resolve(name + ".camel.yaml");
        String direction = name.startsWith("carriers") ? "carrier-in-" : "customer-out-";
        String owner = Path.of(name).getFileName().toString();
        String route = head.lines().formatted(direction + owner + "-" + added++, owner) + shown.indent(head.depth());
        Files.writeString(
                file,
                named(route.contains("steps:") ? route : route + TO_THE_HUB),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String shown(String page, int block) throws IOException {
        return PageBlock.of(Path.of(page), "yaml").get(block).text();
    }

    private static String named(String text) {
        return text.replace("acme", "apex");
    }
}
