package io.caravanserai.label.barcode;

import io.caravanserai.label.gs1.CheckDigit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.org.okapibarcode.backend.Code128;
import uk.org.okapibarcode.backend.Code2Of5;
import uk.org.okapibarcode.backend.Code3Of9;
import uk.org.okapibarcode.backend.Ean;
import uk.org.okapibarcode.backend.Upc;

/**
 * Makes linear symbols of data; {@link MatrixSymbols} makes those of two dimensions. All throw {@link SymbolException}
 * for data that the symbology cannot hold, and may be called by many threads.
 */
public final class Symbols {
    /** GS1 General Specifications, section 5.4.4.3: data characters of a GS1-128, its separators counted. */
    private static final int GS1_128_MOST = 48;

    private static final Pattern LATIN_1 = Pattern.compile("[\\x00-\\xff]+");
    private static final Pattern CODE_39 = Pattern.compile("[0-9A-Z. $/+%-]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private Symbols() {}

    /** ISO/IEC 15417, with the code sets that make it shortest. */
    public static Symbol code128(String data) {
        check(Symbology.CODE_128, data, LATIN_1, "characters of ISO 8859-1");
        return linear(Symbology.CODE_128, new Code128(), data, data);
    }

    /** ISO/IEC 15417, of values that somebody chose: see {@link Code128Values}. */
    public static Symbol code128(Code128Values values) {
        Symbology symbology = values.isGs1() ? Symbology.GS1_128 : Symbology.CODE_128;
        return new Symbol(symbology, values.data(), values.text(), values.modules());
    }

    /**
     * GS1 General Specifications, section 5.4.
     *
     * @param elements element strings with U+001D behind those of variable length, without the first FNC1
     * @param text what people read below it
     */
    public static Symbol gs1128(String elements, String text) {
        check(Symbology.GS1_128, elements, Gs1Data.CHARACTERS, Gs1Data.RULE);
        if (elements.length() > GS1_128_MOST) {
            throw new SymbolException(
                    Symbology.GS1_128,
                    elements,
                    "it has " + elements.length() + " characters, " + GS1_128_MOST + " are allowed");
        }
        Code128 okapi = new Code128();
        okapi.setBarHeight(1);
        return new Symbol(Symbology.GS1_128, elements, text, OkapiModules.of(Symbology.GS1_128, okapi, elements, true));
    }

    /** ISO/IEC 16390 with an even number of digits: a 0 comes before an odd one. */
    public static Symbol interleaved2of5(String digits, Bars bars) {
        check(Symbology.INTERLEAVED_2_OF_5, digits, DIGITS, "digits");
        String even = digits.length() % 2 == 0 ? digits : "0" + digits;
        Code2Of5 okapi = new Code2Of5(Code2Of5.ToFMode.INTERLEAVED);
        okapi.setModuleWidth(bars.narrow());
        okapi.setModuleWidthRatio((double) bars.wide() / bars.narrow());
        return linear(Symbology.INTERLEAVED_2_OF_5, okapi, even, even);
    }

    /** An ITF-14: a GTIN of 14 digits, or of 13 to which the check digit is added; its frame is drawn by the label. */
    public static Symbol itf14(String gtin, Bars bars) {
        return interleaved2of5(withCheckDigit(Symbology.INTERLEAVED_2_OF_5, gtin, 14), bars);
    }

    /** ISO/IEC 16388 without check character. */
    public static Symbol code39(String data, Bars bars) {
        check(Symbology.CODE_39, data, CODE_39, "0-9 A-Z - . space $ / + %");
        Code3Of9 okapi = new Code3Of9();
        okapi.setModuleWidth(bars.narrow());
        okapi.setModuleWidthRatio((double) bars.wide() / bars.narrow());
        return linear(Symbology.CODE_39, okapi, data, data);
    }

    /** ISO/IEC 15420: 13 digits, or 12 to which the check digit is added. */
    public static Symbol ean13(String digits) {
        String all = withCheckDigit(Symbology.EAN_13, digits, 13);
        return linear(Symbology.EAN_13, ean(Ean.Mode.EAN13), all, all.substring(0, 12));
    }

    /** ISO/IEC 15420: 8 digits, or 7 to which the check digit is added. */
    public static Symbol ean8(String digits) {
        String all = withCheckDigit(Symbology.EAN_8, digits, 8);
        return linear(Symbology.EAN_8, ean(Ean.Mode.EAN8), all, all.substring(0, 7));
    }

    /** ISO/IEC 15420: 12 digits, or 11 to which the check digit is added. */
    public static Symbol upcA(String digits) {
        String all = withCheckDigit(Symbology.UPC_A, digits, 12);
        Upc okapi = new Upc(Upc.Mode.UPCA);
        okapi.setGuardPatternExtraHeight(0);
        return linear(Symbology.UPC_A, okapi, all, all.substring(0, 11));
    }

    private static Ean ean(Ean.Mode mode) {
        Ean okapi = new Ean(mode);
        okapi.setGuardPatternExtraHeight(0);
        return okapi;
    }

    private static Symbol linear(
            Symbology symbology, uk.org.okapibarcode.backend.Symbol okapi, String data, String encoded) {
        okapi.setBarHeight(1);
        return new Symbol(symbology, data, data, OkapiModules.of(symbology, okapi, encoded, false));
    }

    private static String withCheckDigit(Symbology symbology, String digits, int length) {
        check(symbology, digits, DIGITS, "digits");
        if (digits.length() == length - 1) {
            return CheckDigit.append(digits);
        }
        if (digits.length() != length) {
            throw new SymbolException(
                    symbology, digits, "it has " + digits.length() + " digits where " + length + " are wanted");
        }
        if (!CheckDigit.isGood(digits)) {
            throw new SymbolException(
                    symbology,
                    digits,
                    "its check digit should be " + CheckDigit.of(digits.substring(0, digits.length() - 1)));
        }
        return digits;
    }

    static void check(Symbology symbology, String data, Pattern allowed, String rule) {
        Matcher matcher = allowed.matcher(data);
        if (data.isEmpty()) {
            throw new SymbolException(symbology, data, "there is nothing to hold");
        }
        if (!matcher.matches()) {
            int good = matcher.lookingAt() ? matcher.end() : 0;
            throw new SymbolException(symbology, data, "character " + (good + 1) + " is not among the allowed " + rule);
        }
    }
}
