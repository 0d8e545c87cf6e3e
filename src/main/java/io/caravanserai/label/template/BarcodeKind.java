package io.caravanserai.label.template;

import io.caravanserai.label.barcode.Bars;
import io.caravanserai.label.barcode.MatrixSymbols;
import io.caravanserai.label.barcode.MatrixSymbols.AztecCorrection;
import io.caravanserai.label.barcode.MatrixSymbols.Pdf417Layout;
import io.caravanserai.label.barcode.MatrixSymbols.QrCorrection;
import io.caravanserai.label.barcode.MatrixSymbols.Shape;
import io.caravanserai.label.barcode.Symbol;
import io.caravanserai.label.barcode.SymbolException;
import io.caravanserai.label.barcode.Symbols;
import io.caravanserai.label.gs1.ElementString;
import io.caravanserai.label.gs1.Gs1Exception;
import io.caravanserai.label.gs1.UpuS10;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Barcodes that a template may name. */
enum BarcodeKind {
    CODE_128("code-128"),
    GS1_128("gs1-128"),
    ITF_14("itf-14"),
    CODE_39("code-39"),
    EAN_13("ean-13"),
    DATA_MATRIX("data-matrix"),
    GS1_DATA_MATRIX("gs1-data-matrix"),
    QR("qr"),
    PDF_417("pdf-417"),
    AZTEC("aztec"),
    MAXI_CODE("maxi-code"),
    UPU_S10("upu-s10");

    /** Names as written in templates. */
    static final List<String> NAMES =
            Arrays.stream(values()).map(kind -> kind.written).toList();

    private final String written;

    BarcodeKind(String written) {
        this.written = written;
    }

    /** The kind of one of {@link #NAMES}. */
    static BarcodeKind named(String name) {
        return values()[NAMES.indexOf(name)];
    }

    /** Whether its data are element strings of GS1. */
    boolean isGs1() {
        return this == GS1_128 || this == GS1_DATA_MATRIX;
    }

    /** Whether its size is fixed, so that no module is chosen. */
    boolean isFixed() {
        return this == MAXI_CODE;
    }

    /**
     * The barcode of data.
     *
     * @param data as {@link Part.Barcode#data} names them
     * @throws SymbolException when it cannot hold them
     * @throws Gs1Exception when they are not as GS1 wants them
     */
    Symbol symbol(Map<String, String> data) {
        String whole = data.getOrDefault(Part.Barcode.WHOLE, "");
        return switch (this) {
            case CODE_128 -> Symbols.code128(whole);
            case GS1_128 -> {
                ElementString elements = elements(data);
                yield Symbols.gs1128(elements.data(), elements.text());
            }
            case ITF_14 -> Symbols.itf14(whole, Bars.ONE_TO_THREE);
            case CODE_39 -> Symbols.code39(whole, Bars.ONE_TO_THREE);
            case EAN_13 -> Symbols.ean13(whole);
            case DATA_MATRIX -> MatrixSymbols.dataMatrix(whole, Shape.SQUARE);
            case GS1_DATA_MATRIX -> {
                ElementString elements = elements(data);
                yield MatrixSymbols.gs1DataMatrix(elements.data(), elements.text(), Shape.SQUARE);
            }
            case QR -> MatrixSymbols.qr(whole, QrCorrection.M);
            case PDF_417 -> MatrixSymbols.pdf417(whole, Pdf417Layout.AUTOMATIC);
            case AZTEC -> MatrixSymbols.aztec(whole, AztecCorrection.PERCENT_23);
            case MAXI_CODE -> MaxiCodeFields.symbol(data);
            case UPU_S10 -> postal(UpuS10.parse(whole));
        };
    }

    /** Code 128 with the identifier, which people read in groups. */
    private static Symbol postal(UpuS10 id) {
        Symbol symbol = Symbols.code128(id.toString());
        return new Symbol(symbol.symbology(), symbol.data(), id.text(), symbol.modules());
    }

    private static ElementString elements(Map<String, String> data) {
        ElementString elements = ElementString.empty();
        for (Map.Entry<String, String> each : data.entrySet()) {
            elements = elements.with(each.getKey(), each.getValue());
        }
        return elements;
    }
}
