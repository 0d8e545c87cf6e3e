package io.caravanserai.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flow at one moment.
 *
 * @param node whose routes the parts are; what waits is that of all nodes
 * @param parts in the order of the flow
 * @param edges in the order of the flow
 */
public record Flow(Instant at, String node, List<Part> parts, List<Edge> edges) {
    public Flow {
        parts = List.copyOf(parts);
        edges = List.copyOf(edges);
    }

    public List<Part> parts(Part.Kind kind) {
        return parts.stream().filter(part -> part.kind() == kind).toList();
    }

    public Optional<Part> part(String id) {
        return parts.stream().filter(part -> part.id().equals(id)).findFirst();
    }

    /** The worst of all parts and edges. */
    public State state() {
        State parts = this.parts.stream().map(Part::state).reduce(State.OFF, State::or);
        return edges.stream().map(Edge::state).reduce(parts, State::or);
    }

    /** The form of {@code GET /admin/flow}. */
    public Map<String, Object> json() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("time_utc", at.toString());
        view.put("node", node);
        view.put("state", state().word());
        view.put("parts", parts.stream().map(Flow::json).toList());
        view.put("edges", edges.stream().map(this::json).toList());
        return view;
    }

    private static Map<String, @Nullable Object> json(Part part) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", part.id());
        view.put("kind", part.kind().name().toLowerCase(Locale.ROOT));
        view.put("name", part.name());
        view.put("state", part.state().word());
        view.put("words", part.words());
        view.put("per_second", rounded(part.perSecond()));
        view.put("waiting", part.waiting());
        view.put("account", part.account());
        return view;
    }

    private static double rounded(double perSecond) {
        return Math.round(perSecond * 100) / 100.0;
    }

    private Map<String, @Nullable Object> json(Edge edge) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("from", edge.from());
        view.put("to", edge.to());
        view.put("what", edge.what());
        view.put("per_second", rounded(edge.perSecond()));
        view.put("waiting", edge.waiting());
        view.put("waiting_at_least", edge.more());
        view.put("oldest_utc", edge.oldest().map(Instant::toString).orElse(null));
        view.put("oldest_seconds", edge.age(at).map(Duration::toSeconds).orElse(null));
        view.put("state", edge.state().word());
        return view;
    }
}
