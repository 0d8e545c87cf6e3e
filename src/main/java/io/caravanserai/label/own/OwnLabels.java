package io.caravanserai.label.own;

import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.label.render.LabelRenderer;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.template.LabelException;

/** Draws labels that were made here. Safe for many threads. */
public final class OwnLabels {
    private final LabelTemplates templates;
    private final LabelComposer composer;
    private final LabelRenderer renderer;

    public OwnLabels(LabelTemplates templates, LabelComposer composer, LabelRenderer renderer) {
        this.templates = templates;
        this.composer = composer;
        this.renderer = renderer;
    }

    /**
     * Draws a label by its template of now.
     *
     * @param kept the parcel's document of format {@code hub}
     * @throws LabelException when the template is gone or has not that size, or the label does not fit in it any more
     */
    public byte[] draw(byte[] kept, LabelFormat format, LabelSize size) throws LabelException {
        return draw(OwnLabel.of(kept), format, size);
    }

    byte[] draw(OwnLabel label, LabelFormat format, LabelSize size) throws LabelException {
        return renderer.render(compose(label, size), format);
    }

    LabelModel compose(OwnLabel label, LabelSize size) throws LabelException {
        return composer.compose(templates.get(label.template()), label.data(), size);
    }
}
