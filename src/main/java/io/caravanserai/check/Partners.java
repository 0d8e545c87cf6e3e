package io.caravanserai.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what enabled routes say about partners. */
final class Partners {
    private final Map<String, Kamelet> kamelets;
    private final Names names;
    private final List<Partner> found = new ArrayList<>();

    Partners(Map<String, Kamelet> kamelets, Names names) {
        this.kamelets = kamelets;
        this.names = names;
    }

    List<Partner> found() {
        return List.copyOf(found);
    }

    /**
     * Notes an endpoint of an enabled route when it is a Kamelet.
     *
     * @param file the route's file, for messages
     */
    void note(Endpoint endpoint, Node route, String file) {
        Kamelet kamelet = endpoint.scheme().equals("kamelet") ? kamelets.get(endpoint.name()) : null;
        if (kamelet != null) {
            String id = Yaml.text(route, "id").orElse("");
            found.add(new Partner(
                    file + ":" + endpoint.line(), id, endpoint.name(), values(kamelet, endpoint), secrets(kamelet)));
        }
    }

    private Map<String, String> values(Kamelet kamelet, Endpoint endpoint) {
        Map<String, String> values = new HashMap<>();
        kamelet.parameters().forEach((name, parameter) -> Optional.ofNullable(parameter.standIn())
                .flatMap(standIn -> Placeholders.resolve(standIn, names::find))
                .ifPresent(value -> values.put(name, value)));
        endpoint.given().forEach(given -> given.text()
                .flatMap(text -> Placeholders.resolve(text, names::find))
                .ifPresent(value -> values.put(given.key(), value)));
        return values;
    }

    private static Set<String> secrets(Kamelet kamelet) {
        return kamelet.parameters().entrySet().stream()
                .filter(entry -> entry.getValue().password())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
