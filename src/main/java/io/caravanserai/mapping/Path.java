package io.caravanserai.mapping;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A compiled path: a level to start at, then steps by name, each with selectors. */
public final class Path {
    private final int level;
    private final List<Selector> start;
    private final Step[] steps;
    private final String text;

    /**
     * @param level 0 for the document, else the number of a named level
     * @param start selectors on the starting node itself
     * @param steps names to follow
     * @param text the path as written
     */
    Path(int level, List<Selector> start, List<Step> steps, String text) {
        this.level = level;
        this.start = List.copyOf(start);
        this.steps = steps.toArray(Step[]::new);
        this.text = text;
    }

    /** The number of the level it starts at, 0 being the document. */
    public int level() {
        return level;
    }

    /** The path as written. */
    public String text() {
        return text;
    }

    List<Selector> start() {
        return start;
    }

    List<Step> steps() {
        return List.of(steps);
    }

    int length() {
        return steps.length;
    }

    Step step(int index) {
        return steps[index];
    }

    /**
     * One name and what is chosen among the nodes it leads to.
     *
     * @param position the number that a name like 2 or 02 is, which counts elements of a segment; 0 for a name
     * @param plain whether nothing is chosen
     */
    record Step(String name, List<Selector> selectors, int position, boolean plain) {
        private static final int LONGEST_NUMBER = 3;

        Step(String name, List<Selector> selectors) {
            // interned, as the names that Jackson reads are, so that looking one up compares no characters
            this(name.intern(), List.copyOf(selectors), position(name), selectors.isEmpty());
        }

        /** What is chosen, when that is said in one pair of brackets or none. */
        boolean hasOneSelector() {
            return selectors.size() <= 1;
        }

        private static int position(String name) {
            boolean number = !name.isEmpty()
                    && name.length() <= LONGEST_NUMBER
                    && name.chars().allMatch(c -> c >= '0' && c <= '9');
            return number ? Integer.parseInt(name) : 0;
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
        return start.isEmpty() ? tree.first(from, this) : firstText(tree, from, -1);
    }

    /** The first value by single steps, as long as names lead to at most one node; in general from where they do not. */
    <N> @Nullable String firstBySingles(Tree<N> tree, N from) {
        N node = from;
        for (int i = 0; i < steps.length; i++) {
            Step step = steps[i];
            N child = step.plain ? tree.single(node, step.name) : null;
            if (child == null) {
                return !step.plain || tree.isList(node) ? firstAmong(tree, node, i) : null;
            }
            node = child;
        }
        String value = tree.text(node);
        return value == null && tree.isList(node) ? firstItem(tree, node) : value;
    }

    /** From where a step before led to, each item of a list on its own: {@code [0]} counts within one. */
    private <N> @Nullable String firstAmong(Tree<N> tree, N node, int step) {
        return step == 0
                ? firstText(tree, node, 0)
                : firstOf(tree, visitor -> tree.items(node, n -> walk(tree, n, step, visitor)));
    }

    private <N> @Nullable String firstItem(Tree<N> tree, N list) {
        return firstOf(tree, visitor -> tree.items(list, visitor));
    }

    /** The first value of any path, from a step on; -1 stands before the selectors of the start. */
    <N> @Nullable String firstText(Tree<N> tree, N node, int step) {
        return firstOf(tree, visitor -> walk(tree, node, step, visitor));
    }

    private static <N> @Nullable String firstOf(Tree<N> tree, Consumer<Tree.Visitor<N>> walk) {
        @Nullable String[] found = new @Nullable String[1];
        walk.accept(n -> {
            found[0] = tree.text(n);
            return found[0] != null;
        });
        return found[0];
    }

    /** All values that are present and not blank, in document order. */
    <N> void all(Scope<N> scope, List<String> into) {
        N node = scope.node(level);
        if (node != null && start.isEmpty()) {
            scope.tree().all(node, this, into);
        } else if (node != null) {
            allTexts(scope.tree(), node, -1, into);
        }
    }

    /** All values of any path, from a step on; -1 stands before the selectors of the start. */
    <N> void allTexts(Tree<N> tree, N node, int step, List<String> into) {
        walk(tree, node, step, n -> {
            String value = tree.text(n);
            if (value != null) {
                into.add(value);
            }
            return false;
        });
    }

    /** Visits every node the path leads to from the scope's level. */
    <N> boolean visit(Scope<N> scope, Tree.Visitor<N> visitor) {
        N node = scope.node(level);
        return node != null && walk(scope.tree(), node, -1, visitor);
    }

    private <N> boolean walk(Tree<N> tree, N node, int step, Tree.Visitor<N> visitor) {
        if (step == steps.length) {
            return visitor.visit(node);
        }
        Tree.Visitor<N> next = n -> walk(tree, n, step + 1, visitor);
        if (step < 0) {
            return start.isEmpty() ? next.visit(node) : tree.items(node, select(tree, start, next));
        }
        Step s = steps[step];
        return tree.each(node, s.name, s.plain ? next : select(tree, s.selectors, next));
    }

    private static <N> Tree.Visitor<N> select(Tree<N> tree, List<Selector> selectors, Tree.Visitor<N> next) {
        Tree.Visitor<N> chain = next;
        for (int i = selectors.size() - 1; i >= 0; i--) {
            chain = select(tree, selectors.get(i), chain);
        }
        return chain;
    }

    /**
     * Whether a step with one selector at most takes a node.
     *
     * @param met how many nodes of that name came before it
     */
    static <N> boolean takes(Tree<N> tree, Step step, N node, int met) {
        if (step.plain) {
            return true;
        }
        Selector only = step.selectors.get(0);
        return only instanceof Selector.Where where
                ? holds(tree, where, node)
                : !(only instanceof Selector.Index index) || index.index == met;
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
