package io.caravanserai.label.zpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.label.raster.Bitmap;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How a stream is read: prefixes, formats, sizes, and what is said of what is not known. */
class ZplInterpreterTest {
    private static final String BOX = "^FO1,1^GB4,4,1^FS";

    @Test
    void drawsEveryLabelOfAStreamInItsSize() {
        ZplResult result = Zpl.read("^XA^PW400^LL300^PQ3^XZ\n^XA^PW300^XZ^XA^LL20^XZ");
        assertThat(result.labels()).extracting(label -> label.picture().width()).containsExactly(400, 300, 300);
        assertThat(result.labels())
                .extracting(label -> label.picture().height())
                .containsExactly(300, 300, 20);
        assertThat(result.labels()).extracting(ZplLabel::copies).containsExactly(3, 1, 1);
        assertThat(Zpl.read("^XA^XZ").labels().get(0).picture()).isEqualTo(new Bitmap(812, 1218));
        assertThat(ZplInterpreter.interpret(
                                "^XA^PW9^LL9^XZ".getBytes(StandardCharsets.US_ASCII), new ZplOptions(300, 1200, 1800))
                        .labels()
                        .get(0)
                        .picture())
                .isEqualTo(new Bitmap(1200, 1800));
    }

    @Test
    void followsChangesOfPrefixesAndDelimiter() {
        ZplResult result = Zpl.read("^XA^PW8^LL6^CC/^/CD;/FO1;1/GB4;4;1/FS/CT+/XZ+CD,/XA/CC^^XZ");
        assertThat(result.labels().get(0).picture()).isEqualTo(Zpl.small(BOX));
        assertThat(result.labels()).hasSize(2);
    }

    @Test
    void tellsWhatItDoesNotKnowByPlace() {
        ZplResult result = Zpl.read("^XA\n^PW8^LL6\n  ^BZ5^FO1,1^GB4,4,1^FS^QQ\n^BZ5^XZ");
        assertThat(result.labels().get(0).picture()).isEqualTo(Zpl.small(BOX));
        assertThat(result.notes())
                .extracting(ZplNote::toString)
                .containsExactly(
                        "line 3, column 3: ^BZ: this command is not known here and has no effect (2 times)",
                        "line 3, column 24: ^QQ: this command is not known here and has no effect");
    }

    @Test
    void tellsWhatIsCutAndWhatIsIncomplete() {
        assertThat(Zpl.read("^XA^PW8^LL6^FO5,1^GB4,4,1^FS^XZ").notes())
                .singleElement()
                .asString()
                .contains("beyond the label of 8 by 6 dots");
        ZplResult open = Zpl.read("^XA^FO1,1^GB4,4,1^FS");
        assertThat(open.labels()).isEmpty();
        assertThat(open.notes()).singleElement().asString().contains("no ^XZ");
        assertThat(Zpl.read("^XA^XA^XZ").notes()).singleElement().asString().contains("no ^XZ before the next ^XA");
    }

    @Test
    void damagedPicturesAreToldAndTheRestIsDrawn() {
        assertThat(noteOf("^GFA,6,6,1,FFQZ?^FS")).contains("no hexadecimal digit");
        assertThat(noteOf("^GFA,6,6,1,:B64:/4GBgYH/:0000^FS")).contains("the checksum of the data is 5413, not 0000");
        assertThat(noteOf("^GFA,6,6,1,:Z64:AAAA:9BDF^FS")).containsAnyOf("checksum", "damaged");
        assertThat(noteOf("^GFA,6,6,1,:FF^FS")).contains("the first row repeats");
        assertThat(noteOf("^GFA,x,x,x,FF^FS")).contains("no number of bytes");
        assertThat(noteOf("^XGR:NONE.GRF^FS")).contains("no picture NONE.GRF was stored");
        assertThat(noteOf("^GB4,4,1^FS^BEN,4^FDletters^FS")).contains("the barcode is left out");
    }

    private static String noteOf(String field) {
        ZplResult result = Zpl.read("^XA^PW200^LL6^FO0,0" + field + "^FO100,1^GB4,4,1^FS^XZ");
        assertThat(result.labels().get(0).picture().isBlack(100, 1)).isTrue();
        assertThat(result.notes()).hasSize(1);
        return result.notes().get(0).toString();
    }

    @Test
    void recallsFormatsWithTheDataOfTheirFields() {
        ZplResult result = Zpl.read("^XA^DFR:F.ZPL^FS^PW400^LL100^FO10,10^A0N,40,40^FN1\"name\"^FS^FO5,5^GB9,9,9^FS^XZ"
                + "^XA^XFR:F.ZPL^FS^FN1^FDMarga^FS^XZ");
        assertThat(result.notes()).isEmpty();
        assertThat(result.labels())
                .singleElement()
                .extracting(ZplLabel::picture)
                .isEqualTo(Zpl.read("^XA^PW400^LL100^FO10,10^A0N,40,40^FDMarga^FS^FO5,5^GB9,9,9^FS^XZ")
                        .labels()
                        .get(0)
                        .picture());
        assertThat(Zpl.read("^XA^XFR:NONE.ZPL^FS^XZ").notes())
                .singleElement()
                .asString()
                .contains("no format NONE.ZPL");
    }

    @Test
    void stopsAtStreamsThatAskForTooMuch() {
        assertThatThrownBy(() -> Zpl.read("^XA\n^FO0,0^GFA,2000000000,2000000000,200,FF^FS^XZ"))
                .isInstanceOf(ZplException.class)
                .hasMessageContaining("^GF (line 2, column 7) has a picture of 2000000000 bytes");
        assertThatThrownBy(() -> Zpl.read("^XA^PW32000^LL32000^XZ"))
                .isInstanceOf(ZplException.class)
                .hasMessageContaining("32000 by 32000 dots");
        assertThatThrownBy(() -> Zpl.read("^XA" + "^FO0,0^GB4000,4000,4^FS".repeat(100) + "^XZ"))
                .isInstanceOf(ZplException.class)
                .hasMessageContaining("draws more than");
        assertThat(Zpl.read("^XA^DFA^FS^XFA^FS^XFA^FS^XZ^XA^XFA^FS^XZ").notes())
                .singleElement()
                .asString()
                .contains("formats recall each other");
        assertThat(Zpl.read("^XA^FO0,0^FB10,9999,9999^FD" + "x ".repeat(3000) + "^FS^XZ")
                        .notes())
                .anySatisfy(note -> assertThat(note.text()).contains("more than 3072 characters"));
    }
}
