package io.caravanserai.check;

import io.caravanserai.check.Yaml.Entry;
import io.caravanserai.mapping.Suggest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks route files, one after the other; remembers route ids, which must be unique across them. */
final class RouteCheck {
    static final String ENDING = ".camel.yaml";
    /** What ids of routes in a folder begin with, before the file's name. */
    private static final Map<String, String> PREFIXES = Map.of("carriers", "carrier-in-", "customers", "customer-out-");

    private final Map<String, Kamelet> kamelets;
    private final Names names;
    private final Set<String> beans;
    private final Path mappings;
    private final Schema schema;
    private final Components components;
    private final Formats formats;
    private final AccountRates rates;
    private final Map<String, String> ids = new HashMap<>();
    private final HttpPathCheck paths;
    private final Set<String> served = new HashSet<>();
    private final Partners partners;

    RouteCheck(
            Map<String, Kamelet> kamelets,
            Names names,
            Set<String> beans,
            Path mappings,
            Schema schema,
            Components components,
            Formats formats) {
        this.kamelets = kamelets;
        this.names = names;
        this.beans = beans;
        this.mappings = mappings;
        this.schema = schema;
        this.components = components;
        this.formats = formats;
        this.rates = new AccountRates(kamelets, names::find);
        this.paths = new HttpPathCheck(kamelets, names);
        this.partners = new Partners(kamelets, names);
    }

    /** The partners that enabled routes of the files checked so far are about. */
    List<Partner> partners() {
        return partners.found();
    }

    /** The carriers that the files checked so far bring data in for. */
    Set<String> served() {
        return Set.copyOf(served);
    }

    /**
     * @param folder name of the folder under routes/
     */
    void check(Path file, String folder, Findings findings) {
        Optional<Node> root = Yaml.parse(file, findings);
        if (root.isEmpty()) {
            return;
        }
        if (Yaml.items(root.get()).isEmpty()) {
            findings.error(Yaml.line(root.get()), "a route file is a list", "begin it with '- route:'");
            return;
        }
        String subject = String.valueOf(file.getFileName()).replace(ENDING, "");
        if (folder.equals("carriers")) {
            served.add(subject);
            carrier(subject, 1, findings);
        }
        for (Node element : Yaml.items(root.get())) {
            element(element, folder, subject, findings);
        }
    }

    private void element(Node element, String folder, String subject, Findings findings) {
        EndpointCheck endpoints = new EndpointCheck(kamelets, components, formats, names::find, findings);
        FitCheck fit = new FitCheck(kamelets, names::find, findings);
        boolean enabled = Yaml.find(element, "route").map(this::isEnabled).orElse(true);
        StepWalk walk = new StepWalk(schema, findings, endpoint -> {
            endpoints.check(endpoint);
            carrierOf(endpoint, subject, findings);
            rates.check(endpoint, findings);
            if (enabled) {
                fit.check(endpoint);
            }
            if (enabled && endpoint.source()) {
                paths.check(endpoint, findings);
            }
            Yaml.find(element, "route")
                    .filter(route -> enabled)
                    .ifPresent(route -> partners.note(endpoint, route, findings.file()));
        });
        walk.walk("the file", element, schema);
        fit.end();
        new BeanCheck(beans, findings).check(element);
        for (Entry entry : Yaml.entries(element)) {
            switch (entry.key()) {
                case "route" -> route(entry, folder, subject, findings);
                case "from" ->
                    findings.warning(
                            entry.line(),
                            "compact form of a route",
                            "the visual editor rewrites it; write route: {id: ..., description: ..., from: ...}");
                default -> properties(entry.value(), findings);
            }
        }
    }

    private void route(Entry route, String folder, String subject, Findings findings) {
        if (Yaml.entries(route.value()).isEmpty()) {
            findings.error(route.line(), "the route is empty", "fill or delete it; mind the indentation");
            return;
        }
        id(route, folder, subject, findings);
        if (Yaml.text(route.value(), "description")
                .filter(text -> !text.isBlank())
                .isEmpty()) {
            findings.warning(
                    route.line(),
                    "a route without description",
                    "say in one sentence what it does; the console shows it");
        }
        if (isEnabled(route.value())) {
            properties(route.value(), findings);
        } else {
            Yaml.entry(route.value(), "precondition")
                    .ifPresent(condition -> condition.text().ifPresent(text -> new PropertyCheck(
                                    name -> names.find(name).isPresent(),
                                    (line, name) -> PropertyCheck.note(findings, line, name, names.known()))
                            .check(condition.line(), text)));
        }
    }

    private static boolean named(String id, String name) {
        return id.equals(name) || id.startsWith(name + "-");
    }

    private void id(Entry route, String folder, String subject, Findings findings) {
        Optional<Entry> id = Yaml.entry(route.value(), "id");
        String prefix =
                Optional.ofNullable(PREFIXES.get(folder)).map(p -> p + subject).orElse("");
        String text = id.flatMap(Entry::text).orElse("");
        if (text.isBlank()) {
            String next = prefix.isEmpty() ? "name it after its step" : "write id: " + prefix;
            findings.warning(route.line(), "a route without id", next + "; ids are metric labels and log names");
            return;
        }
        int line = id.map(Entry::line).orElse(route.line());
        String before = ids.putIfAbsent(text, findings.file() + ":" + line);
        if (before != null) {
            findings.error(
                    line, "the route id '" + text + "' is taken by " + before, "give one of them another ending");
        }
        String label = folder.equals("carriers") ? "carrier-label-" + subject : prefix;
        if (!prefix.isEmpty() && !named(text, prefix) && !named(text, label)) {
            findings.warning(
                    line,
                    "the route id '" + text + "' does not name its file",
                    "write " + prefix + " or " + prefix + "-<how>");
        }
    }

    /** Whether Camel would load the route; one whose precondition cannot be told counts as loaded. */
    private boolean isEnabled(Node route) {
        Optional<String> condition = Yaml.text(route, "precondition");
        if (condition.isEmpty()) {
            return true;
        }
        Optional<String> value = Placeholders.resolve(condition.get(), names::find);
        return value.filter(text -> !text.isBlank() && !text.equalsIgnoreCase("false"))
                .isPresent();
    }

    private void properties(Node node, Findings findings) {
        new PropertyCheck(
                        name -> names.find(name).isPresent(),
                        (line, name) -> PropertyCheck.note(findings, line, name, names.known()))
                .check(node);
    }

    /** A Kamelet that brings messages in says whose they are; without a mapping none would be understood. */
    private void carrierOf(Endpoint endpoint, String subject, Findings findings) {
        if (!endpoint.source() || !endpoint.scheme().equals("kamelet")) {
            return;
        }
        endpoint.given().stream().filter(given -> given.key().equals("carrier")).forEach(given -> given.text()
                .filter(carrier -> !carrier.equals(subject) && !Placeholders.in(carrier))
                .ifPresent(carrier -> {
                    served.add(carrier);
                    carrier(carrier, given.line(), findings);
                }));
    }

    private void carrier(String carrier, int line, Findings findings) {
        if (!Files.isRegularFile(mappings.resolve(carrier).resolve(MappingsCheck.MAPPING))) {
            List<String> known = MappingsCheck.carriers(mappings);
            findings.error(
                    line,
                    "the carrier '" + carrier + "' has no mapping " + mappings.resolve(carrier) + "/"
                            + MappingsCheck.MAPPING,
                    Suggest.closest(carrier, known)
                            .map(close -> "did you mean '" + close + "'?")
                            .orElse("write one; " + mappings + "/README.md says how"));
        }
    }
}
