package io.caravanserai.ediview;

import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the segments, data elements and codes of a standard mean, as a {@code dictionary.yaml} says it.
 *
 * @param segments by tag
 * @param codes by data element number, the meaning of each code
 */
public record Dictionary(Map<String, Segment> segments, Map<String, Map<String, String>> codes) {
    /** Knows nothing, so that everything is shown by position alone. */
    static final Dictionary EMPTY = new Dictionary(Map.of(), Map.of());

    public Dictionary {
        segments = Map.copyOf(segments);
        codes = Map.copyOf(codes);
    }

    /**
     * A data element, or a composite when it has components.
     *
     * @param id its number in the standard's directory, such as {@code 1650} or {@code C507}
     */
    public record Element(String id, String name, List<Element> components) {
        /** One that no dictionary describes. */
        static final Element UNKNOWN = new Element("", "", List.of());

        public Element {
            components = List.copyOf(components);
        }

        /** The component at a position from 1; a simple element is its own first. */
        Element component(int position) {
            if (components.isEmpty()) {
                return position == 1 ? this : UNKNOWN;
            }
            return position <= components.size() ? components.get(position - 1) : UNKNOWN;
        }
    }

    /** A segment and its elements in order; a last element that {@code repeats} stands for all that follow. */
    public record Segment(String name, List<Element> elements, boolean repeats) {
        /** One that no dictionary describes. */
        static final Segment UNKNOWN = new Segment("", List.of(), false);

        public Segment {
            elements = List.copyOf(elements);
        }

        /** The element at a position from 1. */
        Element element(int position) {
            if (position <= elements.size()) {
                return elements.get(position - 1);
            }
            return repeats && !elements.isEmpty() ? elements.get(elements.size() - 1) : Element.UNKNOWN;
        }
    }

    Segment segment(String tag) {
        return segments.getOrDefault(tag, Segment.UNKNOWN);
    }

    /** The meaning of a code of a data element, empty when none is known. */
    String meaning(String element, String code) {
        return codes.getOrDefault(element, Map.of()).getOrDefault(code, "");
    }

    /**
     * Reads {@code <standard>/dictionary.yaml} of a mappings folder; one that is not there knows nothing.
     *
     * @throws MappingException with {@code file:line} of every fault of its shape
     */
    public static Dictionary load(Path mappings, String standard) throws MappingException {
        Path file = mappings.resolve(standard).resolve("dictionary.yaml");
        if (!Files.isRegularFile(file)) {
            return EMPTY;
        }
        Problems problems = new Problems(file.toString());
        try {
            Dictionary read = new DictionaryReader(problems).read(Files.readString(file));
            problems.throwIfAny();
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be read", e);
        }
    }
}
