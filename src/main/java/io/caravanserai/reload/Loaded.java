package io.caravanserai.reload;

import java.util.List;
import java.util.Set;

/**
 * What a route file has put into the context.
 *
 * @param routes ids of the routes it declares that run; those of Kamelets, which go with them, are not among them
 * @param configurations ids of its route configurations
 * @param beans names of the beans it declares
 * @param served what its routes serve on the public port, see {@link HttpPaths}
 */
record Loaded(List<String> routes, List<String> configurations, List<String> beans, Set<String> served) {
    Loaded {
        routes = List.copyOf(routes);
        configurations = List.copyOf(configurations);
        beans = List.copyOf(beans);
        served = Set.copyOf(served);
    }
}
