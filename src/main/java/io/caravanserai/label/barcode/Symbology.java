package io.caravanserai.label.barcode;

/** Kinds of barcode, with the white that each wants around it, counted in modules. */
public enum Symbology {
    /** ISO/IEC 15417, section 4.5: 10 on either side. */
    CODE_128("Code 128", true, 10, 10, 0),
    /** GS1 General Specifications, section 5.4.4: 10 on either side. */
    GS1_128("GS1-128", true, 10, 10, 0),
    /** ISO/IEC 16390, section 4.4: 10 on either side. */
    INTERLEAVED_2_OF_5("Interleaved 2 of 5", true, 10, 10, 0),
    /** ISO/IEC 16388, section 4.4: 10 on either side. */
    CODE_39("Code 39", true, 10, 10, 0),
    /** ISO/IEC 15420, section 4.3: 11 before, 7 behind. */
    EAN_13("EAN-13", true, 11, 7, 0),
    /** ISO/IEC 15420, section 4.3: 7 on either side. */
    EAN_8("EAN-8", true, 7, 7, 0),
    /** ISO/IEC 15420, section 4.3: 9 on either side. */
    UPC_A("UPC-A", true, 9, 9, 0),
    /** ISO/IEC 18004, section 9.1: 4 all around. */
    QR("QR code", false, 4, 4, 4),
    /** ISO/IEC 16022, section 7.1: 1 all around. */
    DATA_MATRIX("Data Matrix", false, 1, 1, 1),
    /** GS1 General Specifications, section 5.6.3: 1 all around. */
    GS1_DATA_MATRIX("GS1 DataMatrix", false, 1, 1, 1),
    /** ISO/IEC 15438, section 5.8: 2 all around. */
    PDF_417("PDF417", false, 2, 2, 2),
    /** ISO/IEC 24778: none. */
    AZTEC("Aztec code", false, 0, 0, 0),
    /** ISO/IEC 16023: the width of one hexagon all around. */
    MAXICODE("MaxiCode", false, 1, 1, 1);

    private final String title;
    private final boolean linear;
    private final int quietBefore;
    private final int quietBehind;
    private final int quietAboveAndBelow;

    Symbology(String title, boolean linear, int quietBefore, int quietBehind, int quietAboveAndBelow) {
        this.title = title;
        this.linear = linear;
        this.quietBefore = quietBefore;
        this.quietBehind = quietBehind;
        this.quietAboveAndBelow = quietAboveAndBelow;
    }

    /** Its name as people write it. */
    public String title() {
        return title;
    }

    /** Whether it is one row of bars, of any height. */
    public boolean isLinear() {
        return linear;
    }

    /** White modules before the first column. */
    public int quietBefore() {
        return quietBefore;
    }

    /** White modules behind the last column. */
    public int quietBehind() {
        return quietBehind;
    }

    /** White modules above the first row and below the last. */
    public int quietAboveAndBelow() {
        return quietAboveAndBelow;
    }
}
