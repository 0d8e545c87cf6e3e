package io.caravanserai.ediview;

import io.caravanserai.ediview.Dictionary.Element;
import io.caravanserai.ediview.Dictionary.Segment;
import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the YAML form of a {@link Dictionary}; every fault is noted with its line. */
final class DictionaryReader {
    private static final Pattern TAG = Pattern.compile("[A-Z][A-Z0-9]{1,2}");
    private static final Pattern ELEMENT = Pattern.compile("([A-Z]?[0-9]{1,4}) (\\S.*)");
    private static final Pattern NUMBER = Pattern.compile("[A-Z]?[0-9]{1,4}");

    private final Problems problems;
    private final Map<String, Element> composites = new HashMap<>();

    DictionaryReader(Problems problems) {
        this.problems = problems;
    }

    Dictionary read(String text) {
        Map<String, YamlNode> top = YamlNode.parse(text, problems)
                .map(node -> node.entries("a dictionary", List.of("composites", "segments", "codes")))
                .orElse(Map.of());
        entries(top, "composites").forEach(this::composite);
        Map<String, Segment> segments = new HashMap<>();
        entries(top, "segments").forEach((tag, node) -> segments.put(tag, segment(tag, node)));
        Map<String, Map<String, String>> codes = new HashMap<>();
        entries(top, "codes").forEach((element, node) -> codes.put(element, codes(element, node)));
        return new Dictionary(segments, codes);
    }

    private static Map<String, YamlNode> entries(Map<String, YamlNode> top, String key) {
        YamlNode node = top.get(key);
        return node == null ? Map.of() : node.entries(key);
    }

    private void composite(String id, YamlNode node) {
        if (!NUMBER.matcher(id).matches()) {
            node.problem("'" + id + "' is no composite number such as C507");
        }
        Map<String, YamlNode> entry = node.entries(id, List.of("name", "components"));
        composites.put(id, new Element(id, name(id, node, entry), elements(entry.get("components"))));
    }

    private Segment segment(String tag, YamlNode node) {
        if (!TAG.matcher(tag).matches()) {
            node.problem("'" + tag + "' is no segment tag of two or three of A-Z and 0-9");
        }
        Map<String, YamlNode> entry = node.entries(tag, List.of("name", "elements", "repeats"));
        YamlNode repeats = entry.get("repeats");
        boolean last = repeats != null
                && repeats.text("repeats").filter("last"::equals).isPresent();
        if (repeats != null && !last) {
            repeats.problem("repeats of " + tag + ": only 'last' can be said");
        }
        return new Segment(name(tag, node, entry), elements(entry.get("elements")), last);
    }

    private static String name(String what, YamlNode node, Map<String, YamlNode> entry) {
        YamlNode name = entry.get("name");
        Optional<String> text = name == null ? Optional.empty() : name.text("the name of " + what);
        if (text.filter(t -> !t.isBlank()).isEmpty()) {
            node.problem(what + " needs a name");
        }
        return text.orElse("");
    }

    private List<Element> elements(@Nullable YamlNode list) {
        List<Element> elements = new ArrayList<>();
        if (list != null) {
            list.items().forEach(item -> elements.add(element(item)));
        }
        return elements;
    }

    /** {@code 1650 Status}, {@code C507} or {@code C507 Other name}. */
    private Element element(YamlNode node) {
        String text = node.text("an element").orElse("");
        Element whole = composites.get(text);
        if (whole != null) {
            return whole;
        }
        Matcher parts = ELEMENT.matcher(text);
        if (!parts.matches()) {
            node.problem("'" + text + "' is neither 'number name' nor a composite declared above");
            return Element.UNKNOWN;
        }
        Element composite = composites.getOrDefault(parts.group(1), Element.UNKNOWN);
        return new Element(parts.group(1), parts.group(2), composite.components());
    }

    private Map<String, String> codes(String element, YamlNode node) {
        if (!NUMBER.matcher(element).matches()) {
            node.problem("'" + element + "' is no data element number");
        }
        Map<String, String> meanings = new HashMap<>();
        node.entries("codes of " + element).forEach((code, meaning) -> meaning.text("the meaning of " + code)
                .ifPresent(text -> meanings.put(code, text)));
        return meanings;
    }
}
