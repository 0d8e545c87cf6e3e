package io.caravanserai.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an enabled route says about a partner: a Kamelet of the route with its parameters.
 *
 * @param place {@code file:line} of the Kamelet in the route
 * @param route the route's id
 * @param kamelet the Kamelet's name
 * @param values the Kamelet's parameters with placeholders filled in, defaults included; none that cannot be told
 * @param secrets names of the parameters that refer to secrets
 */
public record Partner(String place, String route, String kamelet, Map<String, String> values, Set<String> secrets) {
    public Partner {
        values = Map.copyOf(values);
        secrets = Set.copyOf(secrets);
    }

    /** A parameter that has a value. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    public String value(String name, String otherwise) {
        return value(name).orElse(otherwise);
    }
}
