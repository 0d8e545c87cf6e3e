package io.caravanserai.check;

import io.caravanserai.check.Yaml.Entry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a Kamelet file says about its use.
 *
 * @param name its name, from the file's name: that is what Camel looks for
 * @param type {@code source}, {@code sink} or {@code action}; empty when the file does not say
 * @param parameters by name
 * @param required names of parameters that must be given
 * @param from where its inner route takes messages from; null when it has none
 */
record Kamelet(
        String name, String type, Map<String, Parameter> parameters, Set<String> required, @Nullable Endpoint from) {
    /** The label that editors go by. */
    static final String TYPE_LABEL = "camel.apache.org/kamelet.type";

    /**
     * One parameter.
     *
     * @param type JSON Schema's name of its type, {@code string} when the file does not say
     * @param allowed the values allowed; empty when any is
     * @param standIn its default; null when it has none
     * @param format JSON Schema's format; empty when the file gives none
     * @param pattern what its whole value must match; null when anything may
     */
    record Parameter(
            String type, List<String> allowed, @Nullable String standIn, String format, @Nullable String pattern) {
        static Parameter of(Node definition) {
            List<String> allowed = Yaml.find(definition, "enum").map(Yaml::items).orElse(List.of()).stream()
                    .flatMap(item -> Yaml.text(item).stream())
                    .toList();
            return new Parameter(
                    Yaml.text(definition, "type").orElse("string"),
                    allowed,
                    Yaml.text(definition, "default").orElse(null),
                    Yaml.text(definition, "format").orElse(""),
                    Yaml.text(definition, "pattern").orElse(null));
        }

        boolean password() {
            return format.equals("password");
        }
    }

    static Kamelet of(String name, Node file) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        Yaml.find(file, "spec", "definition", "properties").ifPresent(properties -> {
            for (Entry property : Yaml.entries(properties)) {
                parameters.put(property.key(), Parameter.of(property.value()));
            }
        });
        Set<String> required = new LinkedHashSet<>();
        Yaml.find(file, "spec", "definition", "required").ifPresent(list -> Yaml.items(list)
                .forEach(item -> Yaml.text(item).ifPresent(required::add)));
        String type = Yaml.text(file, "metadata", "labels", TYPE_LABEL).orElse("");
        @Nullable Node from = Yaml.find(file, "spec", "template", "from").orElse(null);
        return new Kamelet(name, type, parameters, required, from == null ? null : from(from));
    }

    /**
     * What a parameter is where the Kamelet is used: as given, with its placeholders filled in, else its default.
     *
     * @param values of the properties that placeholders may name
     */
    String value(Endpoint use, String name, Function<String, Optional<String>> values) {
        String standIn = Optional.ofNullable(parameters.get(name))
                .map(Parameter::standIn)
                .orElse("");
        return use.given(name)
                .flatMap(Entry::text)
                .map(text -> Placeholders.resolve(text, values).orElse(text))
                .orElse(standIn);
    }

    private static @Nullable Endpoint from(Node from) {
        return Yaml.text(from, "uri")
                .map(uri -> new Endpoint(
                        uri, Yaml.line(from), Yaml.find(from, "parameters").orElse(null), true))
                .orElse(null);
    }
}
