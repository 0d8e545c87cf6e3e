package io.caravanserai.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.mapping.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that spreadsheets show as text and programs read as they were. */
class CsvCellTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"https://evil.example\",\"Ann\")",
                "+cmd|' /C calc'!A0",
                "-2+3",
                "-1;=1+1",
                "@SUM(1,1)",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                "  =1+1",
                "\"=1+1\"",
                "'=1+1",
                "\u00a0=1+1",
                "\ufeff=1+1",
                "\u200b=1+1",
                "\u0000=1+1",
                "＝1+1",
                "Ann;=1+1",
                "Ann\t=1+1",
                "Ann\r\n=1+1",
                "Ann| \"=1+1\""
            })
    void aFormulaIsNone(String value) {
        assertThat(CsvCell.of(value)).startsWith("\"").endsWith("\"");

        assertThat(formulasIn(CsvCell.of(value))).isEmpty();
        assertThat(read(CsvCell.of(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-12",
                "+46701234567",
                "-12.5",
                "-0,75",
                "set;-12;+3",
                "Ann Ek",
                "'s-Hertogenbosch",
                "O'Neill",
                "a=b",
                "2026-03-02T10:00:05+01:00",
                "1Z999AA10123456784"
            })
    void whatIsHarmlessStaysAsItIs(String value) {
        assertThat(CsvCell.asText(value)).isEqualTo(value);
    }

    @Property
    void whateverItIsAProgramReadsItAndASpreadsheetCalculatesNothing(@ForAll("hostile") String value) {
        String cell = CsvCell.of(value);

        assertThat(read(cell)).isEqualTo(value);
        assertThat(formulasIn(cell)).isEmpty();
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.strings()
                .withChars("=+-@'\" ,;|\t\r\n1a.\u00a0\u200b＝")
                .ofMaxLength(12);
    }

    @Property
    void whatCustomersAreToldGivesThemTheValue(@ForAll("seen") String value) throws IOException {
        Pattern told = Files.readString(Path.of("docs/edi.md"))
                .lines()
                .filter(line -> line.startsWith("  \\A'"))
                .map(line -> Pattern.compile(line.strip()))
                .findFirst()
                .orElseThrow();

        assertThat(told.matcher(CsvCell.asText(value)).replaceAll("")).isEqualTo(value);
    }

    @Provide
    Arbitrary<String> seen() {
        return Arbitraries.strings().withChars("=+-@'\" ,;|\t\r\n1a.＝").ofMaxLength(12);
    }

    private static String read(String cell) {
        List<Csv.Line> lines = Csv.read("event," + cell + ",end\r\n", ',');
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).fields()).hasSize(3);
        return CsvCell.ESCAPED.matcher(lines.get(0).fields().get(1)).replaceAll("");
    }

    /** The parts of a cell that a spreadsheet would calculate, whichever of the usual delimiters it is told. */
    private static List<String> formulasIn(String cell) {
        String text =
                cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
        return List.of(text.split("[;|\\t\\r\\n]")).stream()
                .map(part -> part.replaceAll("^[\\s\u00a0\u200b\ufeff\u0000\"]+", ""))
                .filter(part -> part.matches("(?s)[=+\\-@＝＋－＠].*"))
                .filter(part -> !part.matches("[+-][0-9]+([.,][0-9]+)?"))
                .toList();
    }
}
