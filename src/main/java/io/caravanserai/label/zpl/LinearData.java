package io.caravanserai.label.zpl;

import io.caravanserai.label.barcode.Bars;
import io.caravanserai.label.barcode.Symbol;
import io.caravanserai.label.barcode.Symbols;
import io.caravanserai.label.barcode.ZplCode128;
import io.caravanserai.label.gs1.CheckDigit;
import java.util.Locale;

/**
 * What a linear barcode command and its data make.
 *
 * @param text the line for people
 * @param module dots of one column of the symbol
 * @param heightAt which parameter tells the height of the bars; the two behind it are about the line for people
 */
record LinearData(Symbol symbol, String text, int module, int heightAt) {
    private static final String CODE_39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";
    private static final int SSCC_WITHOUT_CHECK = 19;

    static LinearData of(String command, Parameters in, String data, int module, double ratio) {
        return switch (command) {
            case "^BC" -> code128(in, data, module);
            case "^B3" -> code39(in, data, module, ratio);
            case "^B2" -> interleaved(in, data, module, ratio);
            case "^B8" -> plain(Symbols.ean8(sized(data, 7)), module);
            case "^BU" -> plain(Symbols.upcA(sized(data, 11)), module);
            default -> plain(Symbols.ean13(sized(data, 12)), module);
        };
    }

    private static LinearData plain(Symbol symbol, int module) {
        return new LinearData(symbol, symbol.text(), module, 1);
    }

    /** {@code ^BCo,h,f,g,e,m}: N by invocations in the data, U an SSCC, A automatic, D GS1 with brackets. */
    private static LinearData code128(Parameters in, String data, int module) {
        Symbol symbol =
                switch (in.letter(5, 'N')) {
                    case 'U' -> Symbols.gs1128(sscc(data), sscc(data));
                    case 'A' -> Symbols.code128(data);
                    case 'D' -> Gs1Brackets.symbol(data);
                    default -> Symbols.code128(ZplCode128.read(in.flag(4, false) ? checked(data) : data));
                };
        return plain(symbol, module);
    }

    /** The last digit of mode U is computed from the digits before it, whatever stands there. */
    private static String sscc(String data) {
        return CheckDigit.append(sized(data.replaceAll("\\D", ""), SSCC_WITHOUT_CHECK));
    }

    /** Parameter e of {@code ^BC} adds a check digit by modulus 10, where the data is of digits. */
    private static String checked(String data) {
        int prefix = data.startsWith(">") ? 2 : 0;
        String digits = data.substring(Math.min(prefix, data.length()));
        return digits.matches("[0-9]+") ? data.substring(0, prefix) + CheckDigit.append(digits) : data;
    }

    private static LinearData code39(Parameters in, String data, int module, double ratio) {
        String upper = data.toUpperCase(Locale.ROOT).replace("*", "");
        Symbol symbol = Symbols.code39(in.flag(1, false) ? upper + check39(upper) : upper, bars(module, ratio));
        return new LinearData(symbol, "*" + symbol.text() + "*", 1, 2);
    }

    /** Modulus 43 of ISO/IEC 16388, annex A. */
    private static String check39(String data) {
        int sum = data.chars().map(CODE_39::indexOf).filter(value -> value > 0).sum();
        return String.valueOf(CODE_39.charAt(sum % CODE_39.length()));
    }

    private static LinearData interleaved(Parameters in, String data, int module, double ratio) {
        boolean check = in.flag(4, false) && data.matches("[0-9]+");
        Symbol symbol = Symbols.interleaved2of5(check ? CheckDigit.append(data) : data, bars(module, ratio));
        return new LinearData(symbol, symbol.text(), 1, 1);
    }

    /** In dots, as printers round them: ratios are carried out exactly only where whole dots allow it. */
    private static Bars bars(int module, double ratio) {
        return new Bars(module, Math.min(3 * module, Math.max(2 * module, (int) Math.round(module * ratio))));
    }

    /** Printers fill short data with zeros in front and cut what is too long, then add the check digit themselves. */
    private static String sized(String data, int length) {
        return data.length() >= length ? data.substring(0, length) : "0".repeat(length - data.length()) + data;
    }
}
