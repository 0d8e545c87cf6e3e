package io.caravanserai.flow;

import io.caravanserai.kafka.ConsumerLag.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;

/** Which routes make up the flow on this node. */
final class RunningRoutes {
    private static final String CARRIER = "carrier-in-";

    private final CamelContext context;

    RunningRoutes(CamelContext context) {
        this.context = context;
    }

    /**
     * A route that reads a topic.
     *
     * @param stage whose place in the topic tells how far it is
     */
    record Reader(String route, Stage stage, boolean runs) {}

    /** Who reads this topic; integrators' own routes may be among them. */
    List<Reader> readers(String topic) {
        List<Reader> readers = new ArrayList<>();
        for (Route route : context.getRoutes()) {
            if (route.getEndpoint() instanceof KafkaEndpoint kafka) {
                KafkaConfiguration reads = kafka.getConfiguration();
                if (topic.equals(reads.getTopic()) && reads.getGroupId() != null) {
                    readers.add(new Reader(
                            route.getRouteId(), new Stage(topic, reads.getGroupId()), runs(route.getRouteId())));
                }
            }
        }
        return readers;
    }

    /** The routes of each carrier that has any, by its id, in the order of their names. */
    Map<String, List<String>> carriers(Collection<String> known) {
        Map<String, List<String>> routes = new TreeMap<>();
        for (Route route : context.getRoutes()) {
            String id = route.getRouteId();
            if (id.startsWith(CARRIER)) {
                routes.computeIfAbsent(carrier(id.substring(CARRIER.length()), known), any -> new ArrayList<>())
                        .add(id);
            }
        }
        routes.values().forEach(ids -> ids.sort(Comparator.naturalOrder()));
        return routes;
    }

    /** Of {@code gls-web} it is {@code gls}, unless there is a carrier of the whole name. */
    private static String carrier(String name, Collection<String> known) {
        Optional<String> longest = known.stream()
                .filter(carrier -> name.equals(carrier) || name.startsWith(carrier + "-"))
                .max(Comparator.comparingInt(String::length));
        return longest.orElse(name);
    }

    boolean runs(String route) {
        return context.getRouteController().getRouteStatus(route) != null
                && context.getRouteController().getRouteStatus(route).isStarted();
    }
}
