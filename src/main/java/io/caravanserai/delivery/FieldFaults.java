package io.caravanserai.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.mapping.Suggest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the bad fields of a body, so that its sender sees all of them at once. */
final class FieldFaults {
    private static final Pattern PATH_SEPARATOR = Pattern.compile("[.\\[\\]]+");

    private final List<FieldFault> found = new ArrayList<>();

    /**
     * @param path JSON path without the root, such as {@code filter.milestones[0]}
     */
    void add(String type, String path, String message) {
        found.add(of(type, path, message));
    }

    /** Notes each field of an object that is not one of these. */
    void unknownFields(JsonNode object, String path, List<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                add("value", path + "." + name, "There is no such field" + Suggest.hint(name, known) + ".");
            }
        });
    }

    /**
     * An optional text of an object.
     *
     * @return null when it is absent, or noted as a fault
     */
    @Nullable
    String text(JsonNode object, String path, String name, int longest) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        String text = value.asText();
        if (!value.isTextual() || text.isBlank() || text.length() > longest || !isKeepable(text)) {
            add("value", path + "." + name, "It must be text of 1 to " + longest + " characters.");
            return null;
        }
        return text;
    }

    /** Databases keep no NUL and no half of a surrogate pair. */
    private static boolean isKeepable(String text) {
        return text.codePoints().allMatch(c -> c != 0 && Character.getType(c) != Character.SURROGATE);
    }

    /**
     * An optional whole number of an object, from 1 to {@code most}.
     *
     * @return null when it is absent, or noted as a fault
     */
    @Nullable
    Integer number(JsonNode object, String name, int most) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.canConvertToInt() || !node.isIntegralNumber() || node.asInt() < 1 || node.asInt() > most) {
            add("value", name, "It must be a whole number from 1 to " + most + ".");
            return null;
        }
        return node.asInt();
    }

    /** @throws HttpProblem 422 when anything was found */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new HttpProblem(HttpAnswer.faults(422, found));
        }
    }

    /** A body with one bad field. */
    static HttpProblem problem(String type, String path, String message) {
        return new HttpProblem(HttpAnswer.faults(422, List.of(of(type, path, message))));
    }

    private static FieldFault of(String type, String path, String message) {
        List<Object> loc = PATH_SEPARATOR
                .splitAsStream(path)
                .map(part -> part.chars().allMatch(Character::isDigit) ? (Object) Integer.valueOf(part) : part)
                .toList();
        return Faults.at(loc, type, message);
    }
}
