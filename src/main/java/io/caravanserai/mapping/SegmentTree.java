package io.caravanserai.mapping;

import io.caravanserai.edi.EdiNode;
import io.caravanserai.edi.MessagePlace;
import java.util.List;
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

    /** Without a step that is an object: an event asks for a dozen values, and a file has events by the million. */
    @Override
    public @Nullable String first(Object node, Path path) {
        return node instanceof EdiNode segment ? find(segment, path, 0, null) : path.firstText(this, node, 0);
    }

    @Override
    public void all(Object node, Path path, List<String> into) {
        if (node instanceof EdiNode segment) {
            find(segment, path, 0, into);
        } else {
            path.allTexts(this, node, 0, into);
        }
    }

    /** The first value from a step on; or, with a list, null after all of them were added to it. */
    private @Nullable String find(EdiNode segment, Path path, int at, @Nullable List<String> all) {
        if (at == path.length()) {
            return null;
        }
        Path.Step step = path.step(at);
        if (step.position() > 0 || !step.hasOneSelector()) {
            return value(segment, path, at, all);
        }
        List<EdiNode> children = segment.children();
        int met = 0;
        for (int i = 0; i < children.size(); i++) {
            EdiNode child = children.get(i);
            if (child.tag().equals(step.name()) && Path.takes(this, step, child, met++)) {
                String text = find(child, path, at + 1, all);
                if (text != null) {
                    return text;
                }
            }
        }
        return null;
    }

    /** Below a segment; whatever is said in brackets there is left to the general way. */
    private @Nullable String value(EdiNode segment, Path path, int at, @Nullable List<String> all) {
        Path.Step step = path.step(at);
        boolean whole = at + 1 == path.length();
        if (step.position() > 0
                && step.plain()
                && (whole || (at + 2 == path.length() && isComponent(path.step(at + 1))))) {
            return value(segment, step.position(), whole ? 1 : path.step(at + 1).position(), all);
        }
        if (all == null) {
            return path.firstText(this, segment, at);
        }
        path.allTexts(this, segment, at, all);
        return null;
    }

    private static boolean isComponent(Path.Step step) {
        return step.plain() && step.position() > 0;
    }

    /** Of an element that is repeated, the first repetition that has the component, or all of them. */
    private static @Nullable String value(EdiNode segment, int position, int component, @Nullable List<String> all) {
        int repetitions = segment.isRepeating() ? segment.repetitions(position) : 1;
        for (int i = 1; i <= repetitions; i++) {
            String text = trimmed(segment.element(position, component, i));
            if (text != null && all == null) {
                return text;
            }
            if (text != null && all != null) {
                all.add(text);
            }
        }
        return null;
    }

    private static @Nullable String trimmed(@Nullable String text) {
        String trimmed = text == null ? "" : text.trim();
        return trimmed.isEmpty() ? null : trimmed;
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
        return trimmed(text);
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
