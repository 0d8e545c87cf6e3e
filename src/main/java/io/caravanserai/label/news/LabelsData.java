package io.caravanserai.label.news;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.document.ParcelLabel;
import java.util.Base64;
import java.util.List;

/** The {@code update_data} of webhooks about labels. */
final class LabelsData {
    private LabelsData() {}

    /** The labels themselves. */
    static ObjectNode whole(List<ParcelLabel> labels) {
        ObjectNode data = none();
        labels.forEach(label ->
                label(data, label).put("base64_encoded", Base64.getEncoder().encodeToString(label.content())));
        return data;
    }

    /** Where the labels are to be had. */
    static ObjectNode links(String shipmentId, List<ParcelLabel> labels, LabelLink link) {
        ObjectNode data = none();
        labels.forEach(label -> label(data, label)
                .put(
                        "url",
                        link.of(shipmentId, label.parcelId(), label.format(), label.size())
                                .toString()));
        return data;
    }

    static ObjectNode none() {
        ObjectNode data = Json.mapper().createObjectNode();
        data.putArray("labels");
        return data;
    }

    private static ObjectNode label(ObjectNode data, ParcelLabel label) {
        ObjectNode parcel = ((ArrayNode) data.path("labels"))
                .addObject()
                .put("id", label.parcelId())
                .put("uuid_ref", label.uuidRef())
                .put("carrier_tracking_id", label.trackingNumber());
        ObjectNode barcodes = parcel.putObject("barcodes");
        label.barcodes().forEach(barcodes::put);
        return parcel.putObject("label")
                .put("format", label.format().code())
                .put("size", label.size().code());
    }
}
