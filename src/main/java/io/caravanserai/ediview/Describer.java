package io.caravanserai.ediview;

import io.caravanserai.edi.EdiNode;
import io.caravanserai.ediview.Dictionary.Element;
import io.caravanserai.ediview.ShownSegment.Shown;
import java.util.ArrayList;
import java.util.List;

/** Puts the elements of a segment into the words of a dictionary. */
final class Describer {
    /** EDIFACT composite C507 tells in its third component (2379) how its second (2380) is written. */
    private static final String EDIFACT_TIME = "2380";

    private final Dictionary dictionary;

    Describer(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    String name(String tag) {
        return dictionary.segment(tag).name();
    }

    String meaning(String element, String code) {
        return dictionary.meaning(element, code);
    }

    /** Every element and component that is not empty, in order. */
    List<Shown> elements(EdiNode segment) {
        Dictionary.Segment known = dictionary.segment(segment.tag());
        List<Shown> shown = new ArrayList<>();
        for (int position = 1; position <= segment.elements(); position++) {
            Element element = known.element(position);
            int repetitions = segment.repetitions(position);
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                repetition(segment, element, position, repetition, shown);
            }
        }
        return shown;
    }

    private void repetition(EdiNode segment, Element element, int position, int repetition, List<Shown> shown) {
        int components = segment.components(position, repetition);
        String at = (position < 10 ? "0" : "")
                + position
                + (segment.repetitions(position) > 1 ? "[" + repetition + "]" : "");
        for (int component = 1; component <= components; component++) {
            String value = segment.element(position, component, repetition);
            if (value != null) {
                Element part = element.component(component);
                boolean composite = components > 1 || !element.components().isEmpty();
                String format = part.id().equals(EDIFACT_TIME) ? segment.element(position, 3, repetition) : null;
                String meaning = format != null
                        ? Times.edifact(value, format)
                        : Times.isTime(part.id())
                                ? Times.of(part.id(), value)
                                : dictionary.meaning(part.id(), value.strip());
                shown.add(new Shown(
                        position, at + (composite ? "." + component : ""), part.id(), part.name(), value, meaning));
            }
        }
    }
}
