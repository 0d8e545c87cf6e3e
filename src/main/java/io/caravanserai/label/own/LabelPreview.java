package io.caravanserai.label.own;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.label.gs1.Sscc;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.label.sscc.SsccNumbers;
import io.caravanserai.label.template.LabelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the labels of a request without a hub. Their numbers are for tests, so they are marked. */
public final class LabelPreview {
    /** Of GS1's range for demonstrations, and never given to an account: those begin with 1. */
    private static final String PREFIX = Sscc.prefix("0", "952000000");

    private final LabelTemplates templates;
    private final OwnLabels labels;

    public LabelPreview(LabelTemplates templates, OwnLabels labels) {
        this.templates = templates;
        this.labels = labels;
    }

    /**
     * One label for each parcel, in their order.
     *
     * @param request body of POST /shipments, checked
     * @param template by name; empty for that of the service
     * @throws LabelException when one cannot be made; its message names the field
     */
    public List<byte[]> draw(JsonNode request, Optional<String> template, LabelFormat format, LabelSize size)
            throws LabelException {
        List<byte[]> drawn = new ArrayList<>();
        for (int i = 0; i < request.at("/shipment/parcels").size(); i++) {
            SsccNumbers.Given number = SsccNumbers.Given.of(Sscc.of(PREFIX, i + 1));
            OwnLabel label = OwnLabelMaker.label(templates, request, i, number);
            OwnLabel wanted = new OwnLabel(template.orElse(label.template()), label.data());
            OwnLabelMaker.requireMark(wanted, labels.compose(wanted, size));
            drawn.add(labels.draw(wanted, format, size));
        }
        return drawn;
    }
}
