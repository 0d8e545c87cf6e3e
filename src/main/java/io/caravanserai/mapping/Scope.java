package io.caravanserai.mapping;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where an expression stands: the document and the current node of every named level.
 *
 * @param <N> node of the payload's format
 */
public final class Scope<N> {
    private final Tree<N> tree;
    private final @Nullable Object[] nodes;
    private final int[] indices;
    /** When each level was entered last, by a clock that ticks at each entry. */
    private final long[] entered;

    private long clock;
    private @Nullable Object[] kept = new @Nullable Object[8];
    private long[] keptAt = new long[8];

    Scope(Tree<N> tree, N root, int levels) {
        this.tree = tree;
        this.nodes = new @Nullable Object[levels + 1];
        this.indices = new int[levels + 1];
        this.entered = new long[levels + 1];
        entered[0] = ++clock;
        nodes[0] = root;
    }

    public Tree<N> tree() {
        return tree;
    }

    /** The node of a level, 0 being the document; null when that level was not entered. */
    @SuppressWarnings("unchecked") // only nodes of the tree are put there
    @Nullable
    N node(int level) {
        return (N) nodes[level];
    }

    void enter(int level, N node, int index) {
        nodes[level] = node;
        indices[level] = index;
        entered[level] = ++clock;
    }

    void leave(int level) {
        nodes[level] = null;
        entered[level] = ++clock;
    }

    /** Whether what the slot keeps was read at the present node of this level. */
    boolean isKept(int slot, int level) {
        return slot < keptAt.length && keptAt[slot] == entered[level];
    }

    @Nullable
    Object kept(int slot) {
        return kept[slot];
    }

    void keep(int slot, int level, @Nullable Object value) {
        if (slot >= keptAt.length) {
            kept = Arrays.copyOf(kept, slot * 2);
            keptAt = Arrays.copyOf(keptAt, slot * 2);
        }
        kept[slot] = value;
        keptAt[slot] = entered[level];
    }

    /** How many nodes of the level were met before this one under the same parent. */
    int index(int level) {
        return indices[level];
    }
}
