package io.caravanserai.mapping;

import java.util.List;
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

    /** The first value that is present and not blank where a path without selectors at its start leads to. */
    default @Nullable String first(N node, Path path) {
        return path.firstText(this, node, 0);
    }

    /** Adds all such values, in document order. */
    default void all(N node, Path path, List<String> into) {
        path.allTexts(this, node, 0, into);
    }

    /** The child of that name, which may be a list ({@link #isList}); null when absent. */
    default @Nullable N single(N node, String name) {
        return null;
    }

    /** Whether the node is a list, which {@link #each} looks through. */
    default boolean isList(N node) {
        return false;
    }

    /** The node's value, trimmed; null when it has none or is blank. */
    @Nullable
    String text(N node);

    /** Whether the node holds anything: a value that is not blank, or further nodes. */
    default boolean isPresent(N node) {
        return text(node) != null;
    }

    /** What {@link #each} may be asked for at this node, in the order of the payload; segments are named by their standard. */
    default List<String> names(N node) {
        return List.of();
    }

    /** Where the node stands in the payload ({@code line 3, column 5}); empty when the format does not tell. */
    String place(N node);
}
