package io.caravanserai.check;

import io.caravanserai.check.Yaml.Entry;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks Kamelet files: what they promise to editors, and their inner route. */
final class KameletCheck {
    static final String ENDING = ".kamelet.yaml";
    private static final String MODEL = "org.apache.camel.model.";
    private static final String BEANS = "org.apache.camel.dsl.yaml.deserializers.BeansDeserializer";

    private final Names names;
    private final Set<String> beans;
    private final Schema schema;
    private final Components components;
    private final Formats formats;

    KameletCheck(Names names, Set<String> beans, Schema schema, Components components, Formats formats) {
        this.names = names;
        this.beans = beans;
        this.schema = schema;
        this.components = components;
        this.formats = formats;
    }

    /**
     * @param kamelets all of them, for Kamelets that use others
     */
    void check(Kamelet kamelet, Node root, Map<String, Kamelet> kamelets, Findings findings) {
        String name = Yaml.text(root, "metadata", "name").orElse("");
        if (!name.equals(kamelet.name())) {
            findings.error(
                    line(root, "metadata"),
                    "metadata.name is '" + name + "' but Camel looks for the file's name",
                    "write name: " + kamelet.name());
        }
        if (!Set.of("source", "sink", "action").contains(kamelet.type())) {
            findings.warning(
                    line(root, "metadata"),
                    "the label " + Kamelet.TYPE_LABEL + " is '" + kamelet.type() + "'",
                    "write source, sink or action; editors sort Kamelets by it");
        }
        for (String required : kamelet.required()) {
            if (!kamelet.parameters().containsKey(required)) {
                findings.error(
                        line(root, "spec"),
                        "'" + required + "' is required but no parameter",
                        "add it under spec.definition.properties");
            }
        }
        Yaml.find(root, "spec", "definition", "properties")
                .ifPresent(all -> Yaml.entries(all).forEach(entry -> parameter(entry, findings)));
        Optional<Node> template = Yaml.find(root, "spec", "template");
        if (template.isEmpty()) {
            findings.error(line(root, "spec"), "there is no spec.template", "write its inner route there");
        }
        template.ifPresent(node -> template(kamelet, node, kamelets, findings));
    }

    private void parameter(Entry entry, Findings findings) {
        for (String wanted : new String[] {"title", "description", "type"}) {
            if (Yaml.text(entry.value(), wanted).isEmpty()) {
                findings.warning(
                        entry.line(),
                        "the parameter '" + entry.key() + "' has no " + wanted,
                        "add it; editors show it to integrators");
            }
        }
        Kamelet.Parameter parameter = Kamelet.Parameter.of(entry.value());
        if (Secrets.isNameOfSecret(entry.key()) && !parameter.password()) {
            findings.warning(
                    entry.line(),
                    "the parameter '" + entry.key() + "' looks like a secret",
                    "add format: password, so that editors hide it and values in clear are found");
        }
        if (parameter.password() && parameter.standIn() != null && Secrets.isInClear(parameter.standIn())) {
            findings.error(entry.line(), "the default of '" + entry.key() + "' is a secret in clear", Secrets.NEXT);
        }
        if (parameter.standIn() != null) {
            formats.fault(parameter.format(), parameter.standIn())
                    .ifPresent(fault ->
                            findings.error(entry.line(), "the default of '" + entry.key() + "' cannot be used", fault));
        }
    }

    private void template(Kamelet kamelet, Node template, Map<String, Kamelet> kamelets, Findings findings) {
        EndpointCheck endpoints = new EndpointCheck(kamelets, components, formats, name -> Optional.empty(), findings);
        StepWalk walk = new StepWalk(schema, findings, endpoints::check);
        new BeanCheck(beans, findings).check(template);
        Set<String> scope = new HashSet<>(Set.of("routeId", "parentRouteId", "uuid"));
        scope.addAll(kamelet.parameters().keySet());
        for (Entry entry : Yaml.entries(template)) {
            switch (entry.key()) {
                case "from" -> walk.walk("from", entry.value(), schema.definition(MODEL + "FromDefinition"));
                case "route" -> walk.walk("route", entry.value(), schema.definition(MODEL + "RouteDefinition"));
                case "beans" -> {
                    walk.walk("beans", entry.value(), schema.definition(BEANS));
                    Yaml.items(entry.value())
                            .forEach(bean -> Yaml.text(bean, "name").ifPresent(scope::add));
                }
                default ->
                    findings.error(
                            entry.line(), "unknown key '" + entry.key() + "' in template", "known: beans, from, route");
            }
        }
        new PropertyCheck(
                        name -> scope.contains(name) || names.find(name).isPresent(),
                        (line, name) -> findings.error(
                                line,
                                "{{" + name + "}} is neither a parameter of this Kamelet nor a setting of the hub",
                                "add the parameter, or give a default"))
                .check(template);
        new PropertyCheck(
                        name -> isGiven(kamelet, name),
                        (line, name) -> findings.error(
                                line,
                                "the parameter '" + name + "' may be left out, but {{" + name + "}} needs it",
                                "give it a default, or write {{?" + name + "}}"))
                .check(template);
    }

    private static boolean isGiven(Kamelet kamelet, String name) {
        Kamelet.Parameter parameter = kamelet.parameters().get(name);
        return parameter == null
                || parameter.standIn() != null
                || kamelet.required().contains(name);
    }

    private static int line(Node root, String key) {
        return Yaml.entry(root, key).map(Entry::line).orElse(1);
    }
}
