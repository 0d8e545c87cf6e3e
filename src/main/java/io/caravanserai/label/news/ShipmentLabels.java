package io.caravanserai.label.news;

import io.caravanserai.label.document.LabelUnavailableException;
import io.caravanserai.label.document.ParcelLabel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import java.util.List;

/** Where the documents of labels come from: one for each parcel of a shipment, in order. */
@FunctionalInterface
public interface ShipmentLabels {
    List<ParcelLabel> labels(String shipmentId, LabelFormat format, LabelSize size) throws LabelUnavailableException;
}
