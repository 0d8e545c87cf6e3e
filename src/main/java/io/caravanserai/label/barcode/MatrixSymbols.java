package io.caravanserai.label.barcode;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.org.okapibarcode.backend.AztecCode;
import uk.org.okapibarcode.backend.DataMatrix;
import uk.org.okapibarcode.backend.Pdf417;
import uk.org.okapibarcode.backend.QrCode;

/**
 * Makes symbols of two dimensions, as {@link Symbols} makes linear ones. Data beyond ASCII are encoded as UTF-8 and say
 * so by ECI 26, since readers guess where nothing is said.
 */
public final class MatrixSymbols {
    private static final Pattern ANYTHING = Pattern.compile("(?s).+");

    private static final int ECI_UTF_8 = 26;

    private MatrixSymbols() {}

    /** Shape of a Data Matrix. */
    public enum Shape {
        SQUARE(DataMatrix.ForceMode.SQUARE),
        /** 8 x 18 up to 16 x 48 modules: holds at most 98 digits or 72 letters and digits. */
        RECTANGLE(DataMatrix.ForceMode.RECTANGULAR);

        private final DataMatrix.ForceMode okapi;

        Shape(DataMatrix.ForceMode okapi) {
            this.okapi = okapi;
        }
    }

    /** How much of a QR code may be damaged: about 7, 15, 25 and 30 %. */
    public enum QrCorrection {
        L,
        M,
        Q,
        H
    }

    /** How much of an Aztec code corrects errors, at least; 23 % is what the standard recommends. */
    public enum AztecCorrection {
        PERCENT_10(1),
        PERCENT_23(2),
        PERCENT_36(3),
        PERCENT_50(4);

        private final int okapi;

        AztecCorrection(int okapi) {
            this.okapi = okapi;
        }
    }

    /**
     * Layout of a PDF417.
     *
     * @param columns data columns, 1 to 30; null for a shape about three times as wide as high
     * @param rows 3 to 90; null for as many as needed
     * @param correction error correction level, 0 to 8; null for the one the standard recommends for the amount of data
     * @param truncated without the right row indicators, for clean surroundings only
     */
    public record Pdf417Layout(
            @Nullable Integer columns, @Nullable Integer rows, @Nullable Integer correction, boolean truncated) {
        /** Everything by the amount of data. */
        public static final Pdf417Layout AUTOMATIC = new Pdf417Layout(null, null, null, false);

        public Pdf417Layout {
            require("columns", columns, 1, 30);
            require("rows", rows, 3, 90);
            require("correction", correction, 0, 8);
        }

        private static void require(String name, @Nullable Integer value, int least, int most) {
            if (value != null && (value < least || value > most)) {
                throw new IllegalArgumentException(
                        name + " of a PDF417 is " + least + " to " + most + ", not " + value);
            }
        }
    }

    /** ISO/IEC 18004; more error correction is taken where the same size has room for it. */
    public static Symbol qr(String data, QrCorrection correction) {
        Symbols.check(Symbology.QR, data, ANYTHING, "characters");
        QrCode okapi = new QrCode();
        okapi.setPreferredEccLevel(QrCode.EccLevel.valueOf(correction.name()));
        return matrix(Symbology.QR, okapi, data);
    }

    /** ISO/IEC 16022, ECC 200. */
    public static Symbol dataMatrix(String data, Shape shape) {
        Symbols.check(Symbology.DATA_MATRIX, data, ANYTHING, "characters");
        DataMatrix okapi = new DataMatrix();
        okapi.setForceMode(shape.okapi);
        return matrix(Symbology.DATA_MATRIX, okapi, data);
    }

    /**
     * GS1 General Specifications, section 5.6.
     *
     * @param elements as in {@link Symbols#gs1128}
     */
    public static Symbol gs1DataMatrix(String elements, String text, Shape shape) {
        Symbols.check(Symbology.GS1_DATA_MATRIX, elements, Gs1Data.CHARACTERS, Gs1Data.RULE);
        DataMatrix okapi = new DataMatrix();
        okapi.setForceMode(shape.okapi);
        return new Symbol(
                Symbology.GS1_DATA_MATRIX,
                elements,
                text,
                OkapiModules.of(Symbology.GS1_DATA_MATRIX, okapi, elements, true));
    }

    /** ISO/IEC 15438; rows are drawn at least three modules high. */
    public static Symbol pdf417(String data, Pdf417Layout layout) {
        Symbols.check(Symbology.PDF_417, data, ANYTHING, "characters");
        Pdf417 okapi = new Pdf417(layout.truncated() ? Pdf417.Mode.TRUNCATED : Pdf417.Mode.NORMAL);
        okapi.setBarHeight(1);
        if (layout.columns() != null) {
            okapi.setDataColumns(layout.columns());
        }
        if (layout.rows() != null) {
            okapi.setRows(layout.rows());
        }
        if (layout.correction() != null) {
            okapi.setPreferredEccLevel(layout.correction());
        }
        return matrix(Symbology.PDF_417, okapi, data);
    }

    /** ISO/IEC 24778. */
    public static Symbol aztec(String data, AztecCorrection correction) {
        Symbols.check(Symbology.AZTEC, data, ANYTHING, "characters");
        if (data.codePointCount(0, data.length()) == 1 && data.charAt(0) > 127) {
            throw new SymbolException(Symbology.AZTEC, data, "the encoder fails at one character beyond ASCII alone");
        }
        AztecCode okapi = new AztecCode();
        okapi.setPreferredEccLevel(correction.okapi);
        return matrix(Symbology.AZTEC, okapi, data);
    }

    private static Symbol matrix(Symbology symbology, uk.org.okapibarcode.backend.Symbol okapi, String data) {
        if (data.chars().anyMatch(character -> character > 127)) {
            okapi.setEciMode(ECI_UTF_8);
        }
        return new Symbol(symbology, data, "", OkapiModules.of(symbology, okapi, data, false));
    }
}
