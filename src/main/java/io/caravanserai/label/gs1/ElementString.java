package io.caravanserai.label.gs1;

import java.util.ArrayList;
import java.util.List;

/**
 * Element strings one after the other, as a GS1-128 or a GS1 DataMatrix carries them: GS1 General Specifications,
 * section 7.8. Those of predefined length are put first, which saves separators.
 */
public final class ElementString {
    /** What a reader tells instead of an FNC1 between element strings. */
    private static final char SEPARATOR = '\u001d';

    private final List<Element> elements;

    private ElementString(List<Element> elements) {
        this.elements = elements;
    }

    private record Element(ApplicationIdentifier identifier, String value) {}

    /** None yet. */
    public static ElementString empty() {
        return new ElementString(List.of());
    }

    /**
     * These and one more.
     *
     * @param value plain, without percent-encoding; its check digit included
     * @throws Gs1Exception when it is not as its identifier wants it, or the identifier is there already
     */
    public ElementString with(String ai, String value) {
        ApplicationIdentifier identifier = ApplicationIdentifier.of(ai);
        if (elements.stream().anyMatch(each -> each.identifier().ai().equals(ai))) {
            throw new Gs1Exception("AI " + ai + " is there already: each may come once in a symbol");
        }
        List<Element> more = new ArrayList<>(elements);
        int at = identifier.needsSeparator()
                ? more.size()
                : (int) more.stream()
                        .filter(each -> !each.identifier().needsSeparator())
                        .count();
        more.add(at, new Element(identifier, identifier.encode(value)));
        return new ElementString(List.copyOf(more));
    }

    /** What the symbol carries behind its first FNC1; U+001D stands for each further one. */
    public String data() {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            data.append(element.identifier().ai()).append(element.value());
            if (element.identifier().needsSeparator() && i < elements.size() - 1) {
                data.append(SEPARATOR);
            }
        }
        return data.toString();
    }

    /** For people: {@code (00)340123456789012349}, as GS1 General Specifications, section 4.14, wants it below bars. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Element element : elements) {
            text.append('(').append(element.identifier().ai()).append(')').append(element.value());
        }
        return text.toString();
    }
}
