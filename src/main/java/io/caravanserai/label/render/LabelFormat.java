package io.caravanserai.label.render;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats a label is made in. Pictures are of 203 dpi, so that their barcodes have whole dots. */
public enum LabelFormat {
    PDF,
    PNG,
    JPG,
    /** ZPL II for printers of 203 dpi. */
    ZPL200,
    /** ZPL II for printers of 300 dpi. */
    ZPL300;

    /** Codes as the customer API writes them, such as {@code pdf}. */
    public static final List<String> CODES =
            Arrays.stream(values()).map(LabelFormat::code).toList();

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of a code, in capitals or not; {@code jpeg} and {@code zpl}, for 203 dpi, are known, too. */
    public static Optional<LabelFormat> of(String code) {
        String known =
                switch (code.toLowerCase(Locale.ROOT)) {
                    case "jpeg" -> "jpg";
                    case "zpl" -> "zpl200";
                    default -> code;
                };
        return Arrays.stream(values())
                .filter(f -> f.name().equalsIgnoreCase(known))
                .findFirst();
    }
}
