package io.caravanserai.edi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A segment, or a loop with its trigger segment, in the tree of a message. Elements are searched in the message's bytes
 * and decoded at each call, so a tree costs little until it is read. Positions of elements, components and repetitions
 * count from 1; position 1 is the first element after the tag.
 */
public final class EdiNode {
    private final String tag;
    private final byte[] data;
    private final int from;
    private final int to;
    private final EdiSyntax syntax;
    private final long segmentNumber;
    private @Nullable List<EdiNode> children;

    EdiNode(String tag, byte[] data, int from, int to, EdiSyntax syntax, long segmentNumber) {
        this.tag = tag;
        this.data = data;
        this.from = from;
        this.to = to;
        this.syntax = syntax;
        this.segmentNumber = segmentNumber;
    }

    /** Segment tag; the message type such as {@code 214} at the root. */
    public String tag() {
        return tag;
    }

    /** Segments and loops directly below, in the order of the message. */
    public List<EdiNode> children() {
        return children == null ? List.of() : Collections.unmodifiableList(children);
    }

    /** Segments with this tag and loops that this tag begins, directly below, in the order of the message. */
    public List<EdiNode> children(String tag) {
        if (children == null) {
            return List.of();
        }
        List<EdiNode> found = new ArrayList<>();
        for (EdiNode child : children) {
            if (child.tag.equals(tag)) {
                found.add(child);
            }
        }
        return found;
    }

    /** Shows those of {@link #children(String)} to a visitor until it answers true; returns whether it did. */
    public boolean anyChild(String tag, Predicate<EdiNode> visitor) {
        if (children == null) {
            return false;
        }
        for (EdiNode child : children) {
            if (child.tag.equals(tag) && visitor.test(child)) {
                return true;
            }
        }
        return false;
    }

    /** First component of the first repetition of an element; null when absent or empty. */
    public @Nullable String element(int position) {
        return element(position, 1, 1);
    }

    /** A component of the first repetition of an element, unescaped and decoded; null when absent or empty. */
    public @Nullable String element(int position, int component) {
        return element(position, component, 1);
    }

    /** A component of one repetition of an element, unescaped and decoded; null when absent or empty. */
    public @Nullable String element(int position, int component, int repetition) {
        return SegmentView.element(data, from, to, syntax, position, component, repetition);
    }

    /** Whether the interchange has a separator for repetitions. */
    public boolean isRepeating() {
        return syntax.repetition != EdiSyntax.NONE;
    }

    /** How many repetitions an element has: 0 when it is absent or empty, 1 when it is not repeated. */
    public int repetitions(int position) {
        return SegmentView.repetitions(data, from, to, syntax, position);
    }

    /** How many elements the segment has, empty ones included, trailing ones that were left out not. */
    public int elements() {
        return SegmentView.count(data, from, to, syntax, syntax.element) - 1;
    }

    /** How many components one repetition of an element has; 0 when it is absent. */
    public int components(int position, int repetition) {
        return SegmentView.components(data, from, to, syntax, position, repetition);
    }

    /** 1-based number of the segment in the interchange that was parsed. */
    public long segmentNumber() {
        return segmentNumber;
    }

    /** Byte offset of the segment in the bytes that were parsed. */
    public long offset() {
        return from;
    }

    /** The whole segment as it was sent, decoded but still escaped, without its terminator. */
    public String written() {
        return syntax.decode(data, from, to);
    }

    void add(EdiNode child) {
        if (children == null) {
            children = new ArrayList<>();
        }
        children.add(child);
    }

    @Override
    public String toString() {
        return tag + " (segment " + segmentNumber + ", byte " + from + ")";
    }
}
