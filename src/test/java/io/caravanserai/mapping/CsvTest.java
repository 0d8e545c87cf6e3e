package io.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** RFC 4180. */
class CsvTest {
    @Property(tries = 300)
    void whatIsQuotedComesBack(@ForAll @Size(min = 2, max = 5) List<String> fields) {
        String line =
                fields.stream().map(f -> "\"" + f.replace("\"", "\"\"") + "\"").collect(Collectors.joining(";"));
        assertThat(Csv.read(line + "\r\n", ';'))
                .singleElement()
                .extracting(Csv.Line::fields)
                .isEqualTo(fields);
    }

    @Test
    void keepsLineNumbersAcrossQuotedLineBreaksAndBlankLines() {
        List<Csv.Line> lines = Csv.read("\uFEFFa,b\n\n\"x\ny\",2\r\nlast,3", ',');
        assertThat(lines).extracting(Csv.Line::line).containsExactly(1, 3, 5);
        assertThat(lines.get(0).fields()).containsExactly("a", "b");
        assertThat(lines.get(1).fields()).containsExactly("x\ny", "2");
    }

    @Test
    void namesTheLineOfAnOpenQuote() {
        assertThatThrownBy(() -> Csv.read("a,b\nc,\"d\n", ',')).hasMessageContaining("line 2");
    }

    @Test
    void guessesTheDelimiterFromTheHeader() {
        assertThat(Csv.guessDelimiter("a;b;c\n1,2;3,4;5")).isEqualTo(';');
        assertThat(Csv.guessDelimiter("a\tb\n")).isEqualTo('\t');
        assertThat(Csv.guessDelimiter("alone\n")).isEqualTo(',');
    }
}
