package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hub edi} as people and scripts call it. */
class EdiCommandTest {
    private static final String LTL = "edi-mappings/freightline_ltl/samples/";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void showsGoodFilesOneAfterTheOther() {
        int exit = run("--no-color", LTL + "two-shipments.edi", "edi-mappings/bring/samples/delivered.edi");
        assertThat(exit).isZero();
        assertThat(out.toString()).contains("X12 interchange 000000002", "EDIFACT interchange", "nothing wrong");
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    @Test
    void coloursWhenTold() {
        assertThat(run("--color", LTL + "two-shipments.edi")).isZero();
        assertThat(out.toString()).contains("\u001b[1m");
    }

    @Test
    void answersOneWhenSomethingIsWrong() {
        assertThat(run("--errors", LTL + "wrong-count.edi")).isEqualTo(1);
        assertThat(out.toString()).contains("segment_count", "1 fault").doesNotContain("B10");
        assertThat(run("--raw", LTL + "truncated.edi")).isEqualTo(1);
        assertThat(out.toString()).contains("# byte ");
    }

    @Test
    void wrapsFaultsOnlyWhenToldOrOnATerminal() {
        run("--errors", "--no-color", LTL + "wrong-count.edi");
        assertThat(out.toString().lines()).anySatisfy(line -> assertThat(line).hasSizeGreaterThan(80));
        out.getBuffer().setLength(0);

        run("--errors", "--no-color", "--width", "50", LTL + "wrong-count.edi");

        assertThat(out.toString().lines())
                .filteredOn(line -> !line.contains(", version "))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(50));
    }

    @Test
    void saysWhyAFileIsNotShown() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.edi"));
        assertThat(run("nowhere.edi")).isEqualTo(2);
        assertThat(run(empty.toString())).isEqualTo(2);
        assertThat(run("edi-mappings/bring/samples/event-cast.json")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("no such file: nowhere.edi")
                .contains("empty.edi is empty")
                .contains("event-cast.json is JSON: no ISA, UNA or UNB");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "edi";
        System.arraycopy(args, 0, all, 1, args.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
