package io.caravanserai.label.document;

import io.caravanserai.label.convert.Warning;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import java.util.List;
import java.util.Map;

/**
 * The label of one parcel.
 *
 * @param position of the parcel in its shipment, from 0
 * @param barcodes {@code primary}, the tracking number or SSCC, and {@code secondary}, a further number, if there is one
 * @param content the file
 * @param warnings what to know before it is printed
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are passed on, never compared
public record ParcelLabel(
        String parcelId,
        String uuidRef,
        int position,
        String trackingNumber,
        Map<String, String> barcodes,
        LabelFormat format,
        LabelSize size,
        byte[] content,
        List<Warning> warnings) {
    public ParcelLabel {
        barcodes = Map.copyOf(barcodes);
        warnings = List.copyOf(warnings);
    }
}
