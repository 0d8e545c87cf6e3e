package io.caravanserai.label.document;

import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.label.template.LabelException;

/** Draws a label of the hub's own from what was kept of it. Safe for many threads. */
@FunctionalInterface
public interface OwnDrawing {
    /**
     * The label as a file.
     *
     * @param kept the label's data, as {@code label_document} has it under the format {@code hub}
     * @throws LabelException when it cannot be drawn in this size
     */
    byte[] draw(byte[] kept, LabelFormat format, LabelSize size) throws LabelException;
}
