package io.caravanserai.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled path: a level to start at, then steps by name, each with selectors.
 *
 * @param level 0 for the document, else the number of a named level
 * @param start selectors on the starting node itself
 * @param steps names to follow
 * @param text the path as written
 */
public record Path(int level, List<Selector> start, List<Step> steps, String text) {
    public Path {
        start = List.copyOf(start);
        steps = List.copyOf(steps);
    }

    /** One name and what is chosen among the nodes it leads to. */
    public record Step(String name, List<Selector> selectors) {
        public Step {
            // as the names that Jackson reads are, so that looking one up compares no characters
            name = name.intern();
            selectors = List.copyOf(selectors);
        }
    }

    /** What stands in brackets. */
    public sealed interface Selector {
        /** {@code []}: every item of a list. */
        record All() implements Selector {}

        /** {@code [0]}: the n-th, from 0. */
        record Index(int index) implements Selector {}

        /** {@code [a.b=X,Y]}, {@code [a.b!=X]} or {@code [a.b]}: those whose value is (not) one of these, or is present. */
        record Where(Path path, List<String> values, boolean negated) implements Selector {
            public Where {
                values = List.copyOf(values);
            }
        }
    }

    /** The first value that is present and not blank, in document order. */
    <N> @Nullable String first(Scope<N> scope) {
        N node = scope.node(level);
        return node == null ? null : firstFrom(scope.tree(), node);
    }

    private <N> @Nullable String firstFrom(Tree<N> tree, N from) {
        if (!start.isEmpty() || !tree.hasSingle()) {
            return firstText(tree, from, -1);
        }
        N node = from;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!step.selectors.isEmpty() || tree.isList(node)) {
                return firstText(tree, node, i);
            }
            N child = tree.single(node, step.name);
            if (child == null) {
                return null;
            }
            node = child;
        }
        return tree.isList(node) ? firstItem(tree, node) : tree.text(node);
    }

    private <N> @Nullable String firstItem(Tree<N> tree, N list) {
        @Nullable String[] found = new @Nullable String[1];
        tree.items(list, n -> {
            found[0] = tree.text(n);
            return found[0] != null;
        });
        return found[0];
    }

    private <N> @Nullable String firstText(Tree<N> tree, N node, int step) {
        @Nullable String[] found = new @Nullable String[1];
        walk(tree, node, step, n -> {
            found[0] = tree.text(n);
            return found[0] != null;
        });
        return found[0];
    }

    /** Visits every node the path leads to from the scope's level. */
    <N> boolean visit(Scope<N> scope, Tree.Visitor<N> visitor) {
        N node = scope.node(level);
        return node != null && walk(scope.tree(), node, -1, visitor);
    }

    private <N> boolean walk(Tree<N> tree, N node, int step, Tree.Visitor<N> visitor) {
        if (step == steps.size()) {
            return visitor.visit(node);
        }
        Tree.Visitor<N> next = n -> walk(tree, n, step + 1, visitor);
        if (step < 0) {
            return start.isEmpty() ? next.visit(node) : tree.items(node, select(tree, start, next));
        }
        Step s = steps.get(step);
        return tree.each(node, s.name, s.selectors.isEmpty() ? next : select(tree, s.selectors, next));
    }

    private static <N> Tree.Visitor<N> select(Tree<N> tree, List<Selector> selectors, Tree.Visitor<N> next) {
        Tree.Visitor<N> chain = next;
        for (int i = selectors.size() - 1; i >= 0; i--) {
            chain = select(tree, selectors.get(i), chain);
        }
        return chain;
    }

    private static <N> Tree.Visitor<N> select(Tree<N> tree, Selector selector, Tree.Visitor<N> next) {
        if (selector instanceof Selector.Index index) {
            int[] met = {0};
            return n -> met[0]++ == index.index && next.visit(n);
        }
        if (selector instanceof Selector.Where where) {
            return n -> holds(tree, where, n) && next.visit(n);
        }
        return next;
    }

    private static <N> boolean holds(Tree<N> tree, Selector.Where where, N node) {
        if (where.values.isEmpty()) {
            return where.path.walk(tree, node, -1, tree::isPresent) != where.negated;
        }
        String value = where.path.firstFrom(tree, node);
        return (value != null && where.values.contains(value)) != where.negated;
    }
}
