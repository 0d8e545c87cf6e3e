package io.caravanserai.mapping;

import io.caravanserai.edi.EdiNode;
import io.caravanserai.edi.MessagePlace;
import org.jspecify.annotations.Nullable;

/**
 * X12 and EDIFACT: segments and loops by tag, then elements and components by position from 1, as {@code LOC.2.4}. A
 * repeated element gives each of its repetitions.
 */
final class SegmentTree implements Tree<Object> {
    private final MessagePlace place;

    /** @param place where in the carrier's file the message stands */
    SegmentTree(MessagePlace place) {
        this.place = place;
    }

    /** One repetition of an element of a segment. */
    private record Element(EdiNode segment, int position, int repetition) {}

    /** One component of it. */
    private record Component(Element element, int number) {}

    @Override
    public boolean each(Object node, String name, Visitor<Object> visitor) {
        int position = position(name);
        if (node instanceof Element element) {
            return position > 0 && visitor.visit(new Component(element, position));
        }
        if (!(node instanceof EdiNode segment)) {
            return false;
        }
        if (position > 0) {
            return elements(segment, position, visitor);
        }
        return segment.anyChild(name, visitor::visit);
    }

    private static boolean elements(EdiNode segment, int position, Visitor<Object> visitor) {
        int repetitions = segment.repetitions(position);
        for (int i = 1; i <= repetitions; i++) {
            if (visitor.visit(new Element(segment, position, i))) {
                return true;
            }
        }
        return false;
    }

    /** The number that a name like 2 or 02 is; 0 for a tag. */
    private static int position(String name) {
        int number = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9' || i > 2) {
                return 0;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    @Override
    public @Nullable String text(Object node) {
        String text = null;
        if (node instanceof Element e) {
            text = e.segment.element(e.position, 1, e.repetition);
        } else if (node instanceof Component c) {
            text = c.element.segment.element(c.element.position, c.number, c.element.repetition);
        }
        String trimmed = text == null ? "" : text.trim();
        return trimmed.isEmpty() ? null : trimmed;
    }

    @Override
    public boolean isPresent(Object node) {
        return node instanceof EdiNode || text(node) != null;
    }

    @Override
    public String place(Object node) {
        EdiNode segment = node instanceof EdiNode s
                ? s
                : node instanceof Element e ? e.segment : node instanceof Component c ? c.element.segment : null;
        return segment == null || segment.segmentNumber() == 0 ? "" : place.of(segment);
    }
}
