package io.caravanserai.label.customer;

import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;

/** Told of formats that customers want of labels that are made, so that webhooks bring them. */
@FunctionalInterface
public interface AddedFormats {
    /** The labels of the shipment can be had in this format and size, and were drawn just now. */
    void added(String shipmentId, LabelFormat format, LabelSize size);
}
