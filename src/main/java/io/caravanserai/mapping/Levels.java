package io.caravanserai.mapping;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The named levels of a document, outermost first: what is repeated in it.
 *
 * @param names level names
 * @param paths where each level's nodes are, starting at the document or at an outer level; of several all are followed
 * @param optional which levels may be missing without losing what is outside them
 */
public record Levels(List<String> names, List<List<Path>> paths, List<Boolean> optional) {
    /** A document in which nothing is repeated. */
    public static final Levels NONE = new Levels(List.of(), List.of(), List.of());

    public Levels {
        names = List.copyOf(names);
        paths = paths.stream().map(List::copyOf).toList();
        optional = List.copyOf(optional);
        if (names.size() != paths.size() || names.size() != optional.size()) {
            throw new IllegalArgumentException("levels: as many names as paths are needed");
        }
    }

    /** Whether a path finds anything in a document. */
    public static <N> boolean leadsSomewhere(Path path, Tree<N> tree, N root) {
        return path.visit(new Scope<>(tree, root, 0), node -> true);
    }

    /** Calls once for each node of the innermost level, or once for a document without levels. */
    public <N> void forEach(Tree<N> tree, N root, Consumer<Scope<N>> body) {
        enter(new Scope<>(tree, root, names.size()), 1, body);
    }

    private <N> void enter(Scope<N> scope, int level, Consumer<Scope<N>> body) {
        if (level > names.size()) {
            body.accept(scope);
            return;
        }
        int[] met = {0};
        List<Path> alike = paths.get(level - 1);
        for (int i = 0; i < alike.size(); i++) {
            alike.get(i).visit(scope, node -> {
                scope.enter(level, node, met[0]++);
                enter(scope, level + 1, body);
                return false;
            });
        }
        if (met[0] == 0 && optional.get(level - 1)) {
            scope.leave(level);
            enter(scope, level + 1, body);
        }
    }

    /** Where the scope stands: by the format's own places, else by counted levels as {@code shipment[0].event[3]}. */
    public <N> String place(Scope<N> scope) {
        N node = null;
        for (int level = names.size(); node == null && level >= 0; level--) {
            node = scope.node(level);
        }
        String own = node == null ? "" : scope.tree().place(node);
        if (!own.isEmpty() || names.isEmpty()) {
            return own.isEmpty() ? "$" : own;
        }
        StringBuilder place = new StringBuilder("$");
        for (int level = 1; level <= names.size(); level++) {
            List<Path> alike = paths.get(level - 1);
            if (alike.get(0).level() == 0 && level > 1) {
                place.setLength(1);
            }
            if (scope.node(level) == null) {
                continue;
            }
            place.append(alike.stream()
                    .map(path ->
                            path.steps().stream().map(step -> '.' + step.name()).collect(Collectors.joining()))
                    .collect(Collectors.joining("|")));
            place.append('[').append(scope.index(level)).append(']');
        }
        return place.toString();
    }
}
