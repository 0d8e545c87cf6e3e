package io.caravanserai.label.template;

import io.caravanserai.label.text.FitRule;
import io.caravanserai.label.text.Weight;
import io.caravanserai.mapping.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One thing that a template puts on the label. */
sealed interface Part {
    /** Its name in messages. */
    String name();

    Box box();

    /** Line of the template on which it begins. */
    int line();

    /** Where something narrower than its box stands. */
    enum Align {
        LEFT,
        CENTER,
        RIGHT
    }

    /**
     * Text.
     *
     * @param paragraphs each begins on a line of its own; those without value are left out
     * @param required whether a label without it is refused
     */
    record Text(
            String name,
            Box box,
            int line,
            List<Expression> paragraphs,
            Weight weight,
            FitRule fit,
            Align align,
            boolean required)
            implements Part {
        public Text {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /** A black rectangle. */
    record Rule(String name, Box box, int line) implements Part {}

    /**
     * A barcode.
     *
     * @param data what it holds: of GS1 codes a value for each application identifier, of a MaxiCode one for each field, of
     *     others one under {@link #WHOLE}
     * @param greatest width of a module that is wanted, mm
     * @param smallest width of a module below which it may not go, mm
     * @param leastDots dots that a module must have on every printer
     * @param readable height of the line for people below it, mm; 0 for none
     */
    record Barcode(
            String name,
            Box box,
            int line,
            BarcodeKind kind,
            Map<String, Expression> data,
            double greatest,
            double smallest,
            int leastDots,
            double readable,
            Align align,
            boolean required)
            implements Part {
        /** The name of data that are not made of element strings. */
        static final String WHOLE = "";

        public Barcode {
            data = new LinkedHashMap<>(data);
        }
    }
}
