package io.caravanserai.scaffold;

import io.caravanserai.harmonize.TimeGuess;
import io.caravanserai.mapping.Csv;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.Layout;
import io.caravanserai.mapping.Payload;
import io.caravanserai.mapping.PayloadException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A payload of a carrier, parsed for a proposal.
 *
 * @param spots what stands where
 * @param layout lines a mapping needs to read such text; none for formats that describe themselves
 */
record SampleFile(List<Spot> spots, List<String> layout) {
    /** What a table repeats, even when the sample has one row only. */
    private static final List<String> ROW = List.of("row");

    /** @throws PayloadException with the place of the first fault */
    static SampleFile read(PayloadKind kind, byte[] bytes) throws PayloadException {
        Charset charset = Format.charset(bytes);
        List<String> lines = new ArrayList<>();
        Layout layout =
                switch (kind) {
                    case CSV -> csv(new String(bytes, charset), charset, lines);
                    case FIXED -> fixed(new String(bytes, charset), charset, lines);
                    default -> Layout.NONE;
                };
        if (layout.charset() != null && !charset.equals(StandardCharsets.UTF_8)) {
            lines.add("    charset: " + charset.name()
                    + "         # the sample is no UTF-8; windows-1252 looks the same");
        }
        List<Spot> spots = Spot.of(Payload.parse(kind.format(), layout, bytes, null)).stream()
                .map(spot -> spot.path().equals(ROW) ? spot.asRepeated() : spot)
                .toList();
        return new SampleFile(spots, lines);
    }

    private static Layout csv(String text, Charset charset, List<String> lines) {
        char delimiter = Csv.guessDelimiter(text);
        lines.add("    delimiter: " + (delimiter == '\t' ? "tab" : "\"" + delimiter + "\""));
        List<String> first = firstRow(text, delimiter);
        boolean header = first.stream()
                .noneMatch(name ->
                        name.matches("\\d{3,}") || TimeGuess.of(List.of(name)).isPresent());
        if (header) {
            return new Layout(charset, delimiter, true, List.of(), 0);
        }
        List<Layout.Column> columns = IntStream.rangeClosed(1, first.size())
                .mapToObj(i -> new Layout.Column("column_" + i, 0, 0))
                .toList();
        lines.add("    header: no");
        lines.add("    columns: ["
                + String.join(", ", columns.stream().map(Layout.Column::name).toList())
                + "]   # no names in the sample: give them yours");
        return new Layout(charset, delimiter, false, columns, 0);
    }

    private static List<String> firstRow(String text, char delimiter) {
        try {
            return Csv.read(text, delimiter).stream()
                    .findFirst()
                    .map(Csv.Line::fields)
                    .orElse(List.of());
        } catch (IllegalArgumentException e) {
            // parsing says where the fault is
            return List.of();
        }
    }

    private static Layout fixed(String text, Charset charset, List<String> lines) {
        List<Layout.Column> columns =
                FixedColumns.of(text.lines().filter(line -> !line.isBlank()).toList());
        lines.add("    columns:                    # from the blanks that all rows share; counted from 1");
        columns.forEach(column -> lines.add("      " + column.name() + ": " + column.from() + "-" + column.to()));
        return new Layout(charset, null, false, columns, 0);
    }
}
