package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hub label convert} as people call it. */
class LabelConvertCommandTest {
    private static final String PARCEL = "src/test/resources/label/parcel.zpl";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void convertsByTheNamesOfTheFiles() throws Exception {
        Path pdf = folder.resolve("label.pdf");
        assertThat(run(PARCEL, pdf.toString())).isZero();
        assertThat(Files.readString(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
        assertThat(run(pdf.toString(), folder.resolve("label.zpl").toString(), "--size", "4x8"))
                .isZero();
        assertThat(folder.resolve("label.zpl")).content().contains("^PW812^LL1624");
        assertThat(out.toString()).contains("wrote " + pdf).contains("bytes");
    }

    @Test
    void severalLabelsBecomeSeveralPictures() throws Exception {
        Path two = Files.writeString(folder.resolve("two.txt"), "^XA^LL50^XZ^XA^LL60^XZ");
        assertThat(run(two.toString(), folder.resolve("p.png").toString())).isZero();
        assertThat(folder.resolve("p-1.png")).exists();
        assertThat(folder.resolve("p-2.png")).exists();
    }

    @Test
    void printsWhatIsNotKnownWithItsPlace() throws Exception {
        Path odd = Files.writeString(folder.resolve("odd.zpl"), "^XA\n  ^QQ^XZ");
        assertThat(run(odd.toString(), folder.resolve("odd.png").toString(), "--dpi", "300"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("zpl: line 2, column 3: ^QQ: this command is not known here");
    }

    @Test
    void saysWhyNothingIsConverted() throws Exception {
        Path text = Files.writeString(folder.resolve("letter.pdf"), "Dear carrier");
        String target = folder.resolve("x.png").toString();
        assertThat(run(text.toString(), target)).isEqualTo(1);
        assertThat(run("nowhere.zpl", target)).isEqualTo(2);
        assertThat(run(PARCEL, folder.resolve("x.doc").toString())).isEqualTo(2);
        assertThat(run(PARCEL, folder.resolve("x.gif").toString())).isEqualTo(2);
        assertThat(run(PARCEL, target, "--dpi", "72")).isEqualTo(2);
        assertThat(run(PARCEL, target, "--size", "big")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("neither PDF, PNG, JPG, GIF nor ZPL")
                .contains("no such file: nowhere.zpl")
                .contains("does not tell a format")
                .contains("labels are not written as GIF")
                .contains("203 or 300 dpi, not at 72")
                .contains("write 4x6 (inches), 100x150mm or A6");
        assertThat(folder.resolve("x.png")).doesNotExist();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "label";
        all[1] = "convert";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
