package io.caravanserai.scaffold;

import io.caravanserai.mapping.Payload;
import io.caravanserai.mapping.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A place of a payload by the names that lead to it, all repetitions taken together.
 *
 * @param path names from the document down; empty for the document
 * @param repeated whether it stands there more than once, or in a list
 * @param leaf whether it holds values and no further names
 * @param values of a leaf, in order, as many as were looked at
 */
record Spot(List<String> path, boolean repeated, boolean leaf, List<String> values) {
    private static final int MAX_VALUES = 200;
    private static final int MAX_NODES = 50_000;
    private static final int MAX_DEPTH = 30;

    Spot {
        path = List.copyOf(path);
        values = List.copyOf(values);
    }

    /** The same as something that may stand there more than once. */
    Spot asRepeated() {
        return new Spot(path, true, leaf, values);
    }

    /** The last name; empty for the document. */
    String name() {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }

    boolean isUnder(List<String> above) {
        return path.size() >= above.size() && path.subList(0, above.size()).equals(above);
    }

    /** Every place of a payload, in its order; of a very large payload of its beginning. */
    static <N> List<Spot> of(Payload<N> payload) {
        Walk<N> walk = new Walk<>(payload.tree());
        walk.at(List.of()).repeated = payload.tree().isList(payload.root());
        payload.tree().items(payload.root(), node -> walk.node(node, List.of()));
        return walk.found.entrySet().stream()
                .map(e -> new Spot(e.getKey(), e.getValue().repeated, e.getValue().leaf, e.getValue().values))
                .toList();
    }

    private static final class Seen {
        final List<String> values = new ArrayList<>();
        boolean repeated;
        boolean leaf = true;
    }

    private static final class Walk<N> {
        final Map<List<String>, Seen> found = new LinkedHashMap<>();
        private final Tree<N> tree;
        private int nodes;

        Walk(Tree<N> tree) {
            this.tree = tree;
        }

        Seen at(List<String> path) {
            return found.computeIfAbsent(path, p -> new Seen());
        }

        /** @return true when enough was seen */
        boolean node(N node, List<String> path) {
            Seen here = at(path);
            List<String> names = tree.names(node);
            String text = tree.text(node);
            if (!names.isEmpty()) {
                here.leaf = false;
            } else if (text != null && here.values.size() < MAX_VALUES) {
                here.values.add(text);
            }
            if (++nodes > MAX_NODES || path.size() >= MAX_DEPTH) {
                return nodes > MAX_NODES;
            }
            for (String name : names) {
                List<String> below = new ArrayList<>(path);
                below.add(name);
                N whole = tree.single(node, name);
                int[] met = {0};
                tree.each(node, name, child -> {
                    met[0]++;
                    return node(child, below);
                });
                at(below).repeated |= met[0] > 1 || (whole != null && tree.isList(whole));
            }
            return nodes > MAX_NODES;
        }
    }
}
