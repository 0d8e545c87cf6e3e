package io.caravanserai.check;

import io.caravanserai.check.Components.Parameters;
import io.caravanserai.check.Yaml.Entry;
import io.caravanserai.mapping.Suggest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds the endpoints of a file to what Kamelets and Camel's components say they take. */
final class EndpointCheck {
    /** Inside a Kamelet: where its own messages come from or go to. */
    private static final Set<String> OWN = Set.of("source", "sink");

    private final Map<String, Kamelet> kamelets;
    private final Components components;
    private final Formats formats;
    private final Function<String, Optional<String>> values;
    private final Findings findings;

    EndpointCheck(
            Map<String, Kamelet> kamelets,
            Components components,
            Formats formats,
            Function<String, Optional<String>> values,
            Findings findings) {
        this.kamelets = kamelets;
        this.components = components;
        this.formats = formats;
        this.values = values;
        this.findings = findings;
    }

    void check(Endpoint endpoint) {
        if (endpoint.hasQuery()) {
            findings.warning(
                    endpoint.line(), "parameters are packed into the uri", "write each of them under 'parameters:'");
        }
        if (endpoint.scheme().equals("kamelet")) {
            kamelet(endpoint);
        } else if (!endpoint.scheme().isEmpty()) {
            component(endpoint);
        }
    }

    private void component(Endpoint endpoint) {
        Optional<Parameters> parameters = components.parameters(endpoint.scheme());
        if (parameters.isEmpty()) {
            findings.error(
                    endpoint.line(),
                    "unknown component '" + endpoint.scheme() + "'",
                    next(endpoint.scheme(), components.schemes(), "it is not on the hub's class path"));
            return;
        }
        for (Entry given : endpoint.given()) {
            if (!parameters.get().takes(given.key())) {
                findings.error(
                        given.line(),
                        "unknown parameter '" + given.key() + "' of component " + endpoint.scheme(),
                        next(given.key(), parameters.get().names(), "see Camel's page of the component"));
            }
            if (Secrets.isNameOfSecret(given.key())
                    && given.text().filter(Secrets::isInClear).isPresent()) {
                findings.error(given.line(), "the secret '" + given.key() + "' is written in clear", Secrets.NEXT);
            }
        }
    }

    private void kamelet(Endpoint endpoint) {
        String name = endpoint.name();
        if (OWN.contains(name) || Placeholders.in(name)) {
            return;
        }
        Kamelet kamelet = kamelets.get(name);
        if (kamelet == null) {
            findings.error(
                    endpoint.line(),
                    "unknown Kamelet '" + name + "'",
                    next(name, kamelets.keySet(), "there is no kamelets/" + name + ".kamelet.yaml"));
            return;
        }
        if (!kamelet.type().isEmpty() && kamelet.type().equals("source") != endpoint.source()) {
            findings.error(
                    endpoint.line(),
                    "the Kamelet " + name + " is a " + kamelet.type(),
                    kamelet.type().equals("source") ? "it belongs in 'from'" : "it belongs in a step, not in 'from'");
        }
        for (Entry given : endpoint.given()) {
            parameter(kamelet, given);
        }
        missing(kamelet, endpoint);
    }

    private void missing(Kamelet kamelet, Endpoint endpoint) {
        Set<String> names = endpoint.given().stream().map(Entry::key).collect(Collectors.toSet());
        for (String required : kamelet.required()) {
            Kamelet.Parameter parameter = kamelet.parameters().get(required);
            boolean hasDefault = parameter != null && parameter.standIn() != null;
            if (!names.contains(required) && !hasDefault && !endpoint.hasQuery()) {
                findings.error(
                        endpoint.line(),
                        "the Kamelet " + kamelet.name() + " needs the parameter '" + required + "'",
                        "add it under 'parameters:'");
            }
        }
    }

    private void parameter(Kamelet kamelet, Entry given) {
        Kamelet.Parameter parameter = kamelet.parameters().get(given.key());
        if (parameter == null) {
            findings.error(
                    given.line(),
                    "unknown parameter '" + given.key() + "' of the Kamelet " + kamelet.name(),
                    next(given.key(), kamelet.parameters().keySet(), ""));
            return;
        }
        Optional<String> text = given.text();
        if (text.isEmpty()) {
            findings.error(
                    given.line(),
                    "the parameter '" + given.key() + "' must be one value",
                    "write it on the same line; quote it when it may be empty");
        } else if (parameter.password() && Secrets.isInClear(text.get())) {
            findings.error(given.line(), "the secret '" + given.key() + "' is written in clear", Secrets.NEXT);
        } else {
            type(given, parameter, text.get());
        }
    }

    private void type(Entry given, Kamelet.Parameter parameter, String text) {
        Optional<String> value = Placeholders.resolve(text, values);
        if (value.isEmpty()) {
            return;
        }
        String shown = parameter.password() ? "the value" : "'" + value.get() + "'";
        String place = "the parameter '" + given.key() + "' is " + shown
                + (Placeholders.in(text) ? " by " + text.substring(0, Math.min(60, text.length())) : "");
        if (!parameter.allowed().isEmpty() && !parameter.allowed().contains(value.get())) {
            findings.error(given.line(), place, next(value.get(), parameter.allowed(), ""));
        } else if (!fits(parameter.type(), value.get())) {
            findings.error(given.line(), place, "it must be of type " + parameter.type());
        } else if (parameter.pattern() != null && !value.get().matches(parameter.pattern())) {
            findings.error(given.line(), place, "it must match " + parameter.pattern());
        } else {
            formats.fault(parameter.format(), value.get())
                    .ifPresent(fault -> findings.error(given.line(), place, fault));
        }
    }

    private static boolean fits(String type, String value) {
        return switch (type) {
            case "integer" -> value.matches("[+-]?\\d{1,18}");
            case "number" -> value.matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
            case "boolean" -> value.equals("true") || value.equals("false");
            default -> true;
        };
    }

    private static String next(String word, Collection<String> known, String otherwise) {
        return Suggest.closest(word, known)
                .map(close -> "did you mean '" + close + "'?")
                .orElseGet(() ->
                        known.size() <= 20 && !known.isEmpty() ? "known: " + String.join(", ", known) : otherwise);
    }
}
