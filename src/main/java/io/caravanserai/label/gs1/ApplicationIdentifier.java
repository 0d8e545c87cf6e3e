package io.caravanserai.label.gs1;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An application identifier of GS1, as the table application-identifiers.csv tells it: GS1 General Specifications,
 * section 3.
 *
 * @param title the data title of the General Specifications, for people
 */
public record ApplicationIdentifier(String ai, String title, List<Field> fields) {
    /** First two digits of those whose length is predefined: GS1 General Specifications, section 7.8.5. */
    private static final Set<String> PREDEFINED = Set.of(
            "00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "31", "32", "33",
            "34", "35", "36", "41");

    private static final Map<String, ApplicationIdentifier> ALL =
            Resources.rows("application-identifiers.csv", 3).stream()
                    .flatMap(ApplicationIdentifier::parse)
                    .collect(Collectors.toUnmodifiableMap(ApplicationIdentifier::ai, each -> each));

    private static Stream<ApplicationIdentifier> parse(String[] row) {
        List<Field> fields = Stream.of(row[1].split(" ")).map(Field::parse).toList();
        String[] range = row[0].split("-", 2);
        if (range.length == 1) {
            return Stream.of(new ApplicationIdentifier(row[0], row[2], fields));
        }
        return IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[1]))
                .mapToObj(ai -> new ApplicationIdentifier(Integer.toString(ai), row[2], fields));
    }

    /**
     * Finds one by its digits.
     *
     * @throws Gs1Exception for one that a logistic label does not use
     */
    public static ApplicationIdentifier of(String ai) {
        ApplicationIdentifier found = ALL.get(ai);
        if (found == null) {
            throw new Gs1Exception("AI " + ai + " is not known: a label may carry " + known());
        }
        return found;
    }

    private static String known() {
        return ALL.keySet().stream()
                .map(ai -> ai.startsWith("3") && ai.length() == 4 ? ai.substring(0, 3) + "n" : ai)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    static Collection<ApplicationIdentifier> all() {
        return ALL.values();
    }

    /** Whether FNC1 must stand between this element string and the next. */
    public boolean needsSeparator() {
        return !PREDEFINED.contains(ai.substring(0, 2));
    }

    /**
     * The value as a barcode carries it: text is percent-encoded where the identifier says so.
     *
     * @throws Gs1Exception when it is not as the identifier wants it
     */
    public String encode(String value) {
        Field last = fields.get(fields.size() - 1);
        String encoded =
                switch (last.rule()) {
                    case PERCENT -> PercentText.encode(value, last.most());
                    case SPACELESS -> value.replace(" ", "");
                    default -> value;
                };
        check(encoded);
        return encoded;
    }

    private void check(String value) {
        int at = 0;
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (field.optional() && at == value.length()) {
                return;
            }
            // the last one takes all that is left, so that a length too great is told as such
            boolean last = i == fields.size() - 1;
            int end = last ? value.length() : Math.min(value.length(), at + field.most());
            field.check(ai, value.substring(at, end));
            at = end;
        }
    }
}
