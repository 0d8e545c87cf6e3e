package io.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an expression stands: the document and the current node of every named level.
 *
 * @param <N> node of the payload's format
 */
public final class Scope<N> {
    private final Tree<N> tree;
    private final List<@Nullable N> nodes;
    private final int[] indices;

    Scope(Tree<N> tree, N root, int levels) {
        this.tree = tree;
        this.nodes = new ArrayList<>(levels + 1);
        this.indices = new int[levels + 1];
        nodes.add(root);
        for (int i = 0; i < levels; i++) {
            nodes.add(null);
        }
    }

    public Tree<N> tree() {
        return tree;
    }

    /** The node of a level, 0 being the document; null when that level was not entered. */
    @Nullable
    N node(int level) {
        return nodes.get(level);
    }

    void enter(int level, N node, int index) {
        nodes.set(level, node);
        indices[level] = index;
    }

    void leave(int level) {
        nodes.set(level, null);
    }

    /** How many nodes of the level were met before this one under the same parent. */
    int index(int level) {
        return indices[level];
    }
}
