package io.caravanserai.check;

import io.caravanserai.check.Yaml.Entry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A place of a route where messages come from or go to.
 *
 * @param uri as written, such as {@code kamelet:carrier-poll-source}
 * @param line of the uri
 * @param parameters the map of parameters beside it; null when there is none
 * @param source whether messages come from it
 */
record Endpoint(String uri, int line, @Nullable Node parameters, boolean source) {
    /** The component, such as {@code kafka}; empty when the uri has none that could be read. */
    String scheme() {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? uri : uri.substring(0, colon);
        return Placeholders.in(scheme) ? "" : scheme;
    }

    /** What stands between the scheme and the first slash or question mark. */
    String name() {
        String rest = uri.substring(uri.indexOf(':') + 1);
        return rest.startsWith("//") ? rest.substring(2).split("[/?]", 2)[0] : rest.split("[/?]", 2)[0];
    }

    /** Whether parameters are packed into the uri. */
    boolean hasQuery() {
        int query = uri.indexOf('?');
        return query >= 0 && (query == 0 || !uri.startsWith("{{?", query - 2));
    }

    /** A parameter that is given. */
    Optional<Entry> given(String name) {
        return given().stream().filter(entry -> entry.key().equals(name)).findFirst();
    }

    /** The line of a parameter that is given, else that of the uri. */
    int line(String name) {
        return given(name).map(Entry::line).orElse(line);
    }

    List<Entry> given() {
        return parameters == null ? List.of() : Yaml.entries(parameters);
    }
}
