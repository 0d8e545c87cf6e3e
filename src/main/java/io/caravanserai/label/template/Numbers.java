package io.caravanserai.label.template;

import io.caravanserai.mapping.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the numbers of a map of a template; what is none, or negative, is noted and counts as 0. */
record Numbers(YamlNode node, Map<String, YamlNode> keys) {
    double get(String key, double otherwise) {
        YamlNode value = keys.get(key);
        return value == null ? otherwise : number(value, key);
    }

    double required(String key) {
        if (!keys.containsKey(key)) {
            node.problem("'" + key + "' is missing: a number");
        }
        return get(key, 0);
    }

    /** A list of exactly so many numbers; zeros when it is none. */
    List<Double> list(String key, String meaning, int count) {
        YamlNode value = keys.get(key);
        List<Double> numbers = new ArrayList<>();
        if (value == null) {
            node.problem("'" + key + "' is missing: [" + meaning + "]");
        } else if (value.items().size() != count) {
            value.problem("'" + key + "' must be [" + meaning + "]");
        } else {
            value.items().forEach(item -> numbers.add(number(item, key)));
        }
        while (numbers.size() < count) {
            numbers.add(0.0);
        }
        return numbers;
    }

    private static double number(YamlNode node, String what) {
        String text = node.text(what).orElse("0");
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && number <= 1000) {
                return number;
            }
            node.problem(what + " is " + text + " but must be from 0 to 1000");
        } catch (NumberFormatException e) {
            node.problem(what + " is '" + text + "' but must be a number");
        }
        return 0;
    }
}
