package io.caravanserai.delivery;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What must hold at one place of a message.
 *
 * @param path JSON Pointer (RFC 6901) into the body as it is sent
 * @param in one of these values must be there; empty when {@code exists} says what must hold
 * @param exists whether anything but null must be there, or must not; null when {@code in} says what must hold
 */
record BodyCondition(String path, List<JsonNode> in, @Nullable Boolean exists) {
    private static final int MOST = 20;
    private static final int MOST_VALUES = 200;
    private static final int LONGEST_PATH = 200;
    private static final List<String> FIELDS = List.of("path", "equals", "in", "exists");

    BodyCondition {
        Objects.requireNonNull(path, "condition: path is required");
        in = List.copyOf(Objects.requireNonNullElse(in, List.of()));
    }

    /** Whether it holds; numbers are alike whatever their form is. */
    boolean matches(JsonNode body) {
        JsonNode found = body.at(JsonPointer.compile(path));
        if (exists != null) {
            return exists == !(found.isMissingNode() || found.isNull());
        }
        return in.stream().anyMatch(wanted -> isSame(wanted, found));
    }

    private static boolean isSame(JsonNode wanted, JsonNode found) {
        boolean numbers = wanted.isNumber() && found.isNumber();
        return numbers ? wanted.decimalValue().compareTo(found.decimalValue()) == 0 : wanted.equals(found);
    }

    /**
     * Reads {@code filter.body} of a wish to subscribe.
     *
     * @param faults told what cannot be used
     */
    static List<BodyCondition> parse(@Nullable JsonNode node, FieldFaults faults) {
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray() || node.size() > MOST) {
            faults.add("type", "filter.body", "It must be a list of at most " + MOST + " conditions.");
            return List.of();
        }
        List<BodyCondition> conditions = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            condition(node.get(i), "filter.body[" + i + "]", faults, conditions);
        }
        return conditions;
    }

    private static void condition(JsonNode node, String at, FieldFaults faults, List<BodyCondition> conditions) {
        if (!node.isObject()) {
            faults.add("type", at, "It must be an object such as {\"path\": \"/0/carrier_id\", \"equals\": \"ups\"}.");
            return;
        }
        faults.unknownFields(node, at, FIELDS);
        String path = faults.text(node, at, "path", LONGEST_PATH);
        if (path == null || !isPointer(path)) {
            faults.add("value", at + ".path", "It must be a JSON Pointer such as /0/event/codes/gluey/code.");
            return;
        }
        long kinds = FIELDS.stream().skip(1).filter(node::has).count();
        if (kinds != 1) {
            faults.add("value", at, "It needs one of equals, in and exists.");
        } else if (node.has("exists")) {
            if (!node.get("exists").isBoolean()) {
                faults.add("type", at + ".exists", "It must be true or false.");
            }
            conditions.add(new BodyCondition(path, List.of(), node.get("exists").asBoolean()));
        } else {
            conditions.add(new BodyCondition(path, values(node, at, faults), null));
        }
    }

    private static List<JsonNode> values(JsonNode node, String at, FieldFaults faults) {
        JsonNode list = node.get("in");
        List<JsonNode> values = new ArrayList<>();
        if (list == null) {
            values.add(node.get("equals"));
        } else if (list.isArray() && !list.isEmpty() && list.size() <= MOST_VALUES) {
            list.forEach(values::add);
        } else {
            faults.add("type", at + ".in", "It must be a list of 1 to " + MOST_VALUES + " values.");
        }
        if (!values.stream().allMatch(JsonNode::isValueNode)) {
            faults.add("type", at, "Values must be texts, numbers, true, false or null.");
        }
        return values;
    }

    private static boolean isPointer(String path) {
        try {
            JsonPointer.compile(path);
            return path.startsWith("/");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
