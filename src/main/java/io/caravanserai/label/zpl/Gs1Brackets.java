package io.caravanserai.label.zpl;

import io.caravanserai.label.barcode.Symbol;
import io.caravanserai.label.barcode.Symbols;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Data with application identifiers in brackets, as mode D of {@code ^BC} takes it: {@code (00)3...(21)AB}. */
final class Gs1Brackets {
    private static final Pattern ELEMENT = Pattern.compile("\\(([0-9]{2,4})\\)([^(]*)");
    /** GS1 General Specifications, figure 7.8.5-2: identifiers whose length is fixed, so that no separator follows. */
    private static final Pattern FIXED = Pattern.compile("(?:0[0-4]|1[1-9]|20|3[1-6]|41).*");

    private Gs1Brackets() {}

    /** A GS1-128 of the elements; without brackets, of the data as it stands. */
    static Symbol symbol(String data) {
        StringBuilder elements = new StringBuilder();
        Matcher element = ELEMENT.matcher(data.replace(" ", ""));
        boolean open = false;
        while (element.find()) {
            if (open) {
                elements.append(Symbol.SEPARATOR);
            }
            elements.append(element.group(1)).append(element.group(2));
            open = !FIXED.matcher(element.group(1)).matches();
        }
        return Symbols.gs1128(elements.isEmpty() ? data : elements.toString(), data);
    }
}
