package io.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * Compiles the text of an expression.
 *
 * <pre>
 * expression = concat { '|' concat }              first that is present
 * concat     = term { '+' term }                  present only when all parts are
 * term       = 'literal' | function '(' expression { ',' 'literal' } ')' | path
 * path       = level or $ or field { '.' field | '[' selector ']' }
 * selector   = (nothing: all) | number from 0 | path [ '=' or '!=' value { ',' value } ]
 * </pre>
 */
final class ExpressionParser {
    private static final String SPECIAL = " \t\n\r.[]|+(),\"'=!";

    private final String text;
    private final List<String> levels;
    private final Countries countries;
    private int at;

    private ExpressionParser(String text, List<String> levels, Countries countries) {
        this.text = text;
        this.levels = levels;
        this.countries = countries;
    }

    /**
     * @param levels names of the levels that may start a path; the n-th is level n + 1
     * @throws IllegalArgumentException saying what is wrong and where in the text
     */
    static Expression parse(String text, List<String> levels, Countries countries) {
        ExpressionParser parser = new ExpressionParser(text, levels, countries);
        Expression expression = parser.firstOf();
        parser.end();
        return expression;
    }

    /** Like {@link #parse}, for places where only a path makes sense. */
    static Path parsePath(String text, List<String> levels, Countries countries) {
        ExpressionParser parser = new ExpressionParser(text, levels, countries);
        Path path = parser.path(true);
        parser.end();
        return path;
    }

    private Expression firstOf() {
        List<Expression> options = new ArrayList<>();
        do {
            options.add(concat());
        } while (take('|'));
        return options.size() == 1 ? options.get(0) : new Expression.FirstOf(options);
    }

    private Expression concat() {
        List<Expression> parts = new ArrayList<>();
        do {
            parts.add(term());
        } while (take('+'));
        return parts.size() == 1 ? parts.get(0) : new Expression.Concat(parts);
    }

    private Expression term() {
        skipSpace();
        if (peek() == '\'') {
            return new Expression.Literal(quoted('\''));
        }
        int start = at;
        if (Character.isLetter(peek())) {
            String name = name();
            if (peek() == '(') {
                return call(name);
            }
            at = start;
        }
        return new Expression.Pick(path(true));
    }

    private Expression call(String name) {
        at++;
        Expression argument = firstOf();
        List<String> literals = new ArrayList<>();
        while (take(',')) {
            skipSpace();
            literals.add(quoted('\''));
        }
        if (!take(')')) {
            throw wrong("')' expected");
        }
        return new Expression.Call(Functions.named(name, literals, countries), argument);
    }

    private Path path(boolean absolute) {
        skipSpace();
        int start = at;
        int level = 0;
        List<Path.Step> steps = new ArrayList<>();
        List<Path.Selector> onStart = new ArrayList<>();
        boolean quotedName = peek() == '"';
        String first = peek() == '[' && absolute ? "$" : name();
        List<Path.Selector> selectors = selectors();
        int named = levels.indexOf(first);
        if (absolute && (first.equals("$") || named >= 0) && !quotedName) {
            level = named + 1;
            onStart = selectors;
        } else {
            if (absolute && !quotedName) {
                checkLooksLikeLevel(first);
            }
            steps.add(new Path.Step(first, selectors));
        }
        while (at < text.length() && text.charAt(at) == '.') {
            at++;
            steps.add(new Path.Step(name(), selectors()));
        }
        return new Path(level, onStart, steps, text.substring(start, at));
    }

    private void checkLooksLikeLevel(String name) {
        Suggest.nearest(name, levels, name.length() > 4 ? 2 : 1).ifPresent(level -> {
            throw wrong("'" + name + "' is no level; did you mean '" + level + "'? (write $." + name
                    + " for a field of the document)");
        });
    }

    private List<Path.Selector> selectors() {
        List<Path.Selector> selectors = new ArrayList<>();
        while (at < text.length() && text.charAt(at) == '[') {
            at++;
            selectors.add(selector());
            if (!take(']')) {
                throw wrong("']' expected");
            }
        }
        return selectors;
    }

    private Path.Selector selector() {
        skipSpace();
        if (peek() == ']') {
            return new Path.Selector.All();
        }
        int start = at;
        Path inner = path(false);
        skipSpace();
        boolean negated = peek() == '!';
        if (negated) {
            at++;
        }
        if (peek() != '=') {
            if (negated) {
                throw wrong("'!=' expected");
            }
            String number = text.substring(start, at).trim();
            boolean index = inner.steps().size() == 1 && number.chars().allMatch(Character::isDigit);
            return index
                    ? new Path.Selector.Index(Integer.parseInt(number))
                    : new Path.Selector.Where(inner, List.of(), false);
        }
        at++;
        List<String> values = new ArrayList<>();
        do {
            skipSpace();
            values.add(peek() == '\'' ? quoted('\'') : plainValue());
        } while (take(','));
        return new Path.Selector.Where(inner, values, negated);
    }

    private String plainValue() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ']' && text.charAt(at) != ',') {
            at++;
        }
        return text.substring(start, at).trim();
    }

    private String name() {
        if (peek() == '"') {
            return quoted('"');
        }
        int start = at;
        while (at < text.length() && SPECIAL.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw wrong(at < text.length() ? "a name expected before '" + text.charAt(at) + "'" : "a name expected");
        }
        return text.substring(start, at);
    }

    private String quoted(char quote) {
        if (peek() != quote) {
            throw wrong("a text in " + quote + " expected");
        }
        int close = text.indexOf(quote, at + 1);
        if (close < 0) {
            throw wrong("the closing " + quote + " is missing");
        }
        String value = text.substring(at + 1, close);
        at = close + 1;
        return value;
    }

    private boolean take(char c) {
        skipSpace();
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void end() {
        skipSpace();
        if (at < text.length()) {
            throw wrong("not understood from '" + text.substring(at) + "'");
        }
    }

    private IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(message + " at character " + (at + 1) + " of: " + text);
    }
}
