package io.caravanserai.label.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The page sizes of labels; lengths in mm. */
public enum LabelSize {
    /** A sheet of office paper (ISO 216) that holds a label of 4 by 6 inches near its upper left corner. */
    A4("A4", 210, 297, 10, 152.4),
    FOUR_BY_SIX("4x6", 101.6, 152.4, 0, 152.4),
    FOUR_BY_SEVEN("4x7", 101.6, 177.8, 0, 177.8),
    FOUR_BY_EIGHT("4x8", 101.6, 203.2, 0, 203.2);

    /** Codes as the customer API and templates write them. */
    public static final List<String> CODES =
            Arrays.stream(values()).map(LabelSize::code).toList();

    /** Width of the label on each of them. */
    public static final double LABEL_WIDTH = 101.6;

    private final String code;
    private final double width;
    private final double height;
    private final double offset;
    private final double labelHeight;

    LabelSize(String code, double width, double height, double offset, double labelHeight) {
        this.code = code;
        this.width = width;
        this.height = height;
        this.offset = offset;
        this.labelHeight = labelHeight;
    }

    public static Optional<LabelSize> of(String code) {
        return Arrays.stream(values()).filter(size -> size.code.equals(code)).findFirst();
    }

    public String code() {
        return code;
    }

    /** Width of the page. */
    public double width() {
        return width;
    }

    /** Height of the page. */
    public double height() {
        return height;
    }

    /** From the page's left and upper edges to the label's. */
    public double offset() {
        return offset;
    }

    /** Height of the label on the page. */
    public double labelHeight() {
        return labelHeight;
    }
}
