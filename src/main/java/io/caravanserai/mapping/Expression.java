package io.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A compiled expression of a mapping; immutable, shared by all threads. Absent and blank values are null. */
public sealed interface Expression {
    /** Its value: the first that is present. */
    <N> @Nullable String value(Scope<N> scope);

    /** The innermost level that its value depends on: 0 for the document, -1 when it depends on nothing. */
    int level();

    /** All its values, for fields that take many. */
    default <N> void values(Scope<N> scope, List<String> into) {
        String value = value(scope);
        if (value != null) {
            into.add(value);
        }
    }

    /** A value of the payload. */
    record Pick(Path path) implements Expression {
        @Override
        public int level() {
            return path.level();
        }

        @Override
        public <N> @Nullable String value(Scope<N> scope) {
            return path.first(scope);
        }

        @Override
        public <N> void values(Scope<N> scope, List<String> into) {
            path.all(scope, into);
        }
    }

    /** {@code 'text'}. */
    record Literal(String text) implements Expression {
        @Override
        public int level() {
            return -1;
        }

        @Override
        public <N> @Nullable String value(Scope<N> scope) {
            return text;
        }
    }

    /** {@code a | b}: the first that is present. */
    record FirstOf(List<Expression> options) implements Expression {
        public FirstOf {
            options = List.copyOf(options);
        }

        @Override
        public int level() {
            return deepest(options);
        }

        @Override
        public <N> @Nullable String value(Scope<N> scope) {
            for (int i = 0; i < options.size(); i++) {
                String value = options.get(i).value(scope);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }

        @Override
        public <N> void values(Scope<N> scope, List<String> into) {
            int before = into.size();
            for (int i = 0; i < options.size() && into.size() == before; i++) {
                options.get(i).values(scope, into);
            }
        }
    }

    /** {@code a + b}: present only when every part is, so that half a date never passes for a date. */
    record Concat(List<Expression> parts) implements Expression {
        /** A time with its offset, which is what is put together most. */
        private static final int ROOM = 32;

        public Concat {
            parts = List.copyOf(parts);
        }

        @Override
        public int level() {
            return deepest(parts);
        }

        @Override
        public <N> @Nullable String value(Scope<N> scope) {
            StringBuilder text = new StringBuilder(ROOM);
            for (int i = 0; i < parts.size(); i++) {
                String value = parts.get(i).value(scope);
                if (value == null) {
                    return null;
                }
                text.append(value);
            }
            return text.toString();
        }
    }

    /** {@code upper(a)}. */
    record Call(Functions.Function function, Expression argument) implements Expression {
        @Override
        public int level() {
            return argument.level();
        }

        @Override
        public <N> @Nullable String value(Scope<N> scope) {
            String value = argument.value(scope);
            return value == null ? null : function.apply(value);
        }

        @Override
        public <N> void values(Scope<N> scope, List<String> into) {
            List<String> raw = new ArrayList<>();
            argument.values(scope, raw);
            for (String value : raw) {
                String converted = function.apply(value);
                if (converted != null) {
                    into.add(converted);
                }
            }
        }
    }

    /** {@code {pick: a, map: {X: y}}}: the table's value, or {@code otherwise}, or absent. */
    record Lookup(Expression key, Map<String, String> table, @Nullable String otherwise) implements Expression {
        public Lookup {
            table = Map.copyOf(table);
        }

        @Override
        public int level() {
            return key.level();
        }

        @Override
        public <N> @Nullable String value(Scope<N> scope) {
            String value = key.value(scope);
            return value == null ? null : table.getOrDefault(value, otherwise);
        }
    }

    /**
     * An expression of an outer level: read once for all nodes below, since a shipment's number is that of each of its
     * events.
     *
     * @param slot where the scope keeps what was read; the one after it keeps the list of all values
     */
    record Outer(Expression expression, int level, int slot) implements Expression {
        /** How many slots one such expression takes. */
        static final int SLOTS = 2;

        @Override
        public <N> @Nullable String value(Scope<N> scope) {
            if (!scope.isKept(slot, level)) {
                scope.keep(slot, level, expression.value(scope));
            }
            return (String) scope.kept(slot);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <N> void values(Scope<N> scope, List<String> into) {
            if (!scope.isKept(slot + 1, level)) {
                List<String> all = new ArrayList<>();
                expression.values(scope, all);
                scope.keep(slot + 1, level, all);
            }
            into.addAll((List<String>) Objects.requireNonNull(scope.kept(slot + 1)));
        }
    }

    private static int deepest(List<Expression> expressions) {
        int deepest = -1;
        for (Expression expression : expressions) {
            deepest = Math.max(deepest, expression.level());
        }
        return deepest;
    }
}
