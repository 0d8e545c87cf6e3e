package io.caravanserai.label.barcode;

import static io.caravanserai.label.barcode.Symbol.SEPARATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.label.barcode.MatrixSymbols.AztecCorrection;
import io.caravanserai.label.barcode.MatrixSymbols.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolsTest {
    @Test
    void code128BeginsWithStartAndChecksItself() {
        // start C, 12, 34, check (105 + 12 + 2 * 34) % 103 = 82, stop
        assertThat(Symbols.code128("1234").modules())
                .hasToString(bars("211232", "112232", "131123", "121241", "2331112"));
    }

    @Test
    void gs1128BeginsWithFnc1() {
        String row = Symbols.gs1128("00340123456789012349", "(00) 340123456789012349")
                .modules()
                .toString();

        assertThat(row).startsWith(bars("211232", "411131").trim());
    }

    @Test
    void checkDigitsAreAddedOrHeld() {
        assertThat(Symbols.ean13("400638133393").data()).isEqualTo("4006381333931");
        assertThat(Symbols.upcA("03600029145").data()).isEqualTo("036000291452");
        assertThat(Symbols.itf14("1540014128876", Bars.ONE_TO_THREE).data()).isEqualTo("15400141288763");
        assertThatThrownBy(() -> Symbols.ean13("4006381333932"))
                .isInstanceOf(SymbolException.class)
                .hasMessageContaining("EAN-13")
                .hasMessageContaining("check digit should be 1");
    }

    @Test
    void wideBarsAreAsWideAsAsked() {
        assertThat(Symbols.interleaved2of5("00", new Bars(2, 5)).modules())
                .hasToString(bars("2222", "22225555", "22", "522")); // "00": narrow narrow wide wide narrow, twice
    }

    @Test
    void zplChoosesItsCodeSets() {
        Code128Values values = ZplCode128.read(">;123456>6ABC>0>8x");

        assertThat(values.values()).containsExactly(105, 12, 34, 56, 100, 33, 34, 35, 30, 102, 88);
        assertThat(values.data()).isEqualTo("123456ABC>" + SEPARATOR + "x");
        assertThat(ZplCode128.read("Plain").data()).isEqualTo("Plain");
        assertThat(ZplCode128.read(">;>80034").isGs1()).isTrue();
        assertThat(ZplCode128.read(">9333435").data()).isEqualTo("ABC");
        assertThat(ZplCode128.read(">;12a3x45>67").data()).isEqualTo("12457");
        assertThatThrownBy(() -> ZplCode128.read(">;")).isInstanceOf(SymbolException.class);
    }

    @Test
    void valuesMakeTheSameBarsAsTheAutomaticChoice() {
        assertThat(Symbols.code128(ZplCode128.read(">;1234>6AB")).modules())
                .isEqualTo(Symbols.code128("1234AB").modules());
    }

    @Test
    void aFunctionFourLiftsOneCharacterOrAllThatFollow() {
        assertThat(new Code128Values(List.of(104, 100, 105 - 32, 33)).data()).isEqualTo("éA");
        assertThat(new Code128Values(List.of(104, 100, 100, 105 - 32, 105 - 32)).data())
                .isEqualTo("éé");
    }

    @Test
    void saysWhatItCannotHold() {
        assertThatThrownBy(() -> Symbols.code39("ABC-é", Bars.ONE_TO_TWO))
                .isInstanceOf(SymbolException.class)
                .hasMessage("Code 39 cannot hold \"ABC-é\": character 5 is not among the allowed"
                        + " 0-9 A-Z - . space $ / + %");
        assertThatThrownBy(() -> Symbols.gs1128("0".repeat(49), ""))
                .hasMessageContaining("it has 49 characters, 48 are allowed");
        assertThatThrownBy(() -> Symbols.code128("x".repeat(500))).isInstanceOf(SymbolException.class);
        assertThatThrownBy(() -> Symbols.code128("a\\<FNC1>b")).hasMessageContaining("function character");
        assertThatThrownBy(() -> Symbols.code128("")).hasMessageContaining("nothing to hold");
        assertThatThrownBy(() -> MatrixSymbols.dataMatrix("x".repeat(200), Shape.RECTANGLE))
                .isInstanceOf(SymbolException.class);
        assertThatThrownBy(() -> new MaxiCodeMessage(4, null, "X".repeat(95)).symbol())
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> MatrixSymbols.aztec("東", AztecCorrection.PERCENT_23))
                .hasMessageContaining("one character beyond ASCII");
    }

    @Test
    void drawsWholeDotsPerModule() {
        Symbol symbol = Symbols.ean8("1234567");

        assertThat(symbol.modules().width()).isEqualTo(67);
        assertThat(symbol.draw(3, 80).width()).isEqualTo(201);
        assertThat(symbol.draw(3, 80).height()).isEqualTo(80);
        assertThat(symbol.quietWidth()).isEqualTo(81);
    }

    private static String bars(String... widths) {
        StringBuilder row = new StringBuilder();
        boolean black = true;
        for (char width : String.join("", widths).toCharArray()) {
            row.append((black ? "#" : ".").repeat(width - '0'));
            black = !black;
        }
        return row + "\n";
    }
}
