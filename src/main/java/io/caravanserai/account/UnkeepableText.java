package io.caravanserai.account;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.http.HttpAnswer.FieldFault;
import java.util.ArrayList;
import java.util.List;

/** Text that no database or JSON writer keeps: the character NUL, and halves of surrogate pairs. */
final class UnkeepableText {
    private UnkeepableText() {}

    /** Refuses the document with 422, naming every such string. */
    static void refuse(JsonNode document) {
        List<FieldFault> faults = new ArrayList<>();
        look(document, new ArrayList<>(List.of("body")), "$", faults);
        if (!faults.isEmpty()) {
            throw CustomerRequest.faults(faults);
        }
    }

    private static void look(JsonNode node, List<Object> loc, String path, List<FieldFault> faults) {
        if (node.isTextual()) {
            check(node.textValue(), loc, path, faults);
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                look(node.get(i), with(loc, i), path + "[" + i + "]", faults);
            }
        } else if (node.isObject()) {
            node.properties().forEach(field -> {
                check(field.getKey(), loc, path, faults);
                look(field.getValue(), with(loc, field.getKey()), path + "." + field.getKey(), faults);
            });
        }
    }

    private static List<Object> with(List<Object> loc, Object more) {
        List<Object> longer = new ArrayList<>(loc);
        longer.add(more);
        return longer;
    }

    private static void check(String text, List<Object> loc, String path, List<FieldFault> faults) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                // the text itself is left out: it cannot be written
                faults.add(new FieldFault("value", loc, clean(path), "must not hold NUL or half a surrogate pair"));
                return;
            }
            if (pair) {
                i++;
            }
        }
    }

    private static String clean(String path) {
        return path.replaceAll("[\\x00\\uD800-\\uDFFF]", "?");
    }
}
