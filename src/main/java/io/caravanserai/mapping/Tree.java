package io.caravanserai.mapping;

import org.jspecify.annotations.Nullable;

/**
 * How the path language looks into one parsed format, without wrapping its nodes.
 *
 * @param <N> node of that format
 */
public interface Tree<N> {
    /** Takes nodes one by one. */
    @FunctionalInterface
    interface Visitor<N> {
        /** @return true to stop */
        boolean visit(N node);
    }

    /** Visits every child of that name, lists flattened; true when the visitor stopped. */
    boolean each(N node, String name, Visitor<N> visitor);

    /** Visits the items when the node is a list, else the node itself; true when the visitor stopped. */
    default boolean items(N node, Visitor<N> visitor) {
        return visitor.visit(node);
    }

    /** The child of that name when there is exactly one and no list is in the way, else null: only a short cut. */
    default @Nullable N single(N node, String name) {
        return null;
    }

    /** Whether {@link #single} answers for this node, so that its null means absent. */
    default boolean hasSingle(N node, String name) {
        return false;
    }

    /** The node's value, trimmed; null when it has none or is blank. */
    @Nullable
    String text(N node);

    /** Where the node stands in the payload ({@code line 3, column 5}); empty when the format does not tell. */
    String place(N node);
}
