package io.caravanserai.label.zpl;

import io.caravanserai.label.barcode.MatrixSymbols;
import io.caravanserai.label.barcode.MatrixSymbols.AztecCorrection;
import io.caravanserai.label.barcode.MatrixSymbols.Pdf417Layout;
import io.caravanserai.label.barcode.MatrixSymbols.QrCorrection;
import io.caravanserai.label.barcode.MatrixSymbols.Shape;
import io.caravanserai.label.barcode.MaxiCodeMessage;
import io.caravanserai.label.barcode.MaxiCodeMessage.Destination;
import io.caravanserai.label.barcode.Symbol;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What commands of two-dimensional symbols and their data make: parameters as in Zebra's manual. */
final class MatrixData {
    /** {@code QA,}: error correction, then automatic input; {@code HM,A}: manual input of letters, and so on. */
    private static final Pattern QR_SWITCHES =
            Pattern.compile("(?s)(?:D[^,]*,[^,]*,)?([HQML])?(?:A,|M,(?:[NAK]|B[0-9]{4}))(.*)");
    /** Class of service and country, then the postal code up to the header of the secondary message. */
    private static final Pattern CARRIER_MESSAGE = Pattern.compile("(?s)([0-9]{3})([0-9]{3})(.*?)(\\[\\)>\\x1e.*)");

    private static final int ZIP_AND_COUNTRY = 9;
    private static final int LONGEST_LETTER_CODE = 6;

    private MatrixData() {}

    static Symbol qr(Parameters in, String data) {
        Matcher switches = QR_SWITCHES.matcher(data);
        boolean read = switches.matches();
        String level = read ? switches.group(1) : null;
        char correction = level == null ? in.letter(3, 'Q') : level.charAt(0);
        QrCorrection known = "LMQH".indexOf(correction) < 0 ? QrCorrection.Q : QrCorrection.valueOf("" + correction);
        return MatrixSymbols.qr(read ? switches.group(2) : data, known);
    }

    static Symbol dataMatrix(Parameters in, String data) {
        Shape shape = in.number(7, 1, 1, 2) == 2 ? Shape.RECTANGLE : Shape.SQUARE;
        String text = DataMatrixEscapes.read(data, in.letter(6, '_'));
        return text.startsWith(DataMatrixEscapes.FNC1)
                ? MatrixSymbols.gs1DataMatrix(gs1(text.substring(1)), "", shape)
                : MatrixSymbols.dataMatrix(text, shape);
    }

    private static String gs1(String text) {
        return text.replace(DataMatrixEscapes.FNC1.charAt(0), Symbol.SEPARATOR);
    }

    static Symbol aztec(Parameters in, String data) {
        int percent = in.number(3, 23, 0, 400);
        AztecCorrection correction = percent > 36 && percent < 100
                ? AztecCorrection.PERCENT_50
                : percent > 23 && percent < 100
                        ? AztecCorrection.PERCENT_36
                        : percent > 0 && percent <= 10 ? AztecCorrection.PERCENT_10 : AztecCorrection.PERCENT_23;
        return MatrixSymbols.aztec(data, correction);
    }

    static Symbol pdf417(Parameters in, String data) {
        Integer columns = in.has(3) ? Integer.valueOf(in.number(3, 1, 1, 30)) : null;
        Integer rows = in.has(4) ? Integer.valueOf(in.number(4, 3, 3, 90)) : null;
        Integer correction = in.has(2) ? Integer.valueOf(in.number(2, 0, 0, 8)) : null;
        return MatrixSymbols.pdf417(data, new Pdf417Layout(columns, rows, correction, in.flag(5, false)));
    }

    /** {@code ^BDm}: modes 2 and 3 begin with class of service, country and postal code. */
    static Symbol maxiCode(Parameters in, String data) {
        int mode = in.number(0, 2, 2, 6);
        if (mode > 3) {
            return new MaxiCodeMessage(mode, null, data).symbol();
        }
        Matcher message = CARRIER_MESSAGE.matcher(data);
        if (!message.matches()) {
            throw new IllegalArgumentException("a MaxiCode of mode " + mode
                    + " wants class of service, country, postal code and a message that begins with [)>");
        }
        String postalCode = message.group(3).strip();
        if (mode == 3 && postalCode.length() > LONGEST_LETTER_CODE) {
            postalCode = postalCode.substring(0, LONGEST_LETTER_CODE);
        }
        if (mode == 2 && postalCode.length() > ZIP_AND_COUNTRY) {
            postalCode = postalCode.substring(0, ZIP_AND_COUNTRY);
        }
        Destination to =
                new Destination(postalCode, Integer.parseInt(message.group(2)), Integer.parseInt(message.group(1)));
        return new MaxiCodeMessage(mode, to, message.group(4)).symbol();
    }
}
