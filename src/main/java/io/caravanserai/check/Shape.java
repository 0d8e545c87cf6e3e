package io.caravanserai.check;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may stand at one place of a route file, by Camel's schema.
 *
 * @param name the schema's name of it, such as {@code LogDefinition}; empty for places without one
 * @param properties the keys a map may have, each with the schema of its value; empty when any map may stand here
 * @param required keys that a map must have
 * @param item the schema of the elements when a list may stand here
 * @param scalar whether a single value may stand here
 */
record Shape(String name, Map<String, Schema> properties, Set<String> required, @Nullable Schema item, boolean scalar) {
    private static final String EXPRESSION = "ExpressionDefinition";

    /** Whether this is the choice of one step. */
    boolean isStep() {
        return name.equals("ProcessorDefinition");
    }

    /** Whether this step takes an expression, so that a language as its key is the shorthand of it. */
    boolean takesExpression() {
        Schema expression = properties.get("expression");
        return expression != null && expression.shape().name().equals(EXPRESSION);
    }

    /** A language (or bean, data format) whose single value is the shorthand for a map with that value. */
    boolean isCompact() {
        return scalar && !properties.isEmpty();
    }
}
