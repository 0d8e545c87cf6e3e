package io.caravanserai.label.document;

import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A label as it was made, without its bytes.
 *
 * @param numbers further numbers of the carrier by name
 * @param document what the bytes are: {@code hub} for the data of a label of our own, else pdf, png, gif, jpg or zpl
 * @param asked the format and the size that the carrier was asked for
 * @param crop whether the customer wants labels cut out of larger pages
 */
record KeptLabel(
        String workId,
        String parcelId,
        String uuidRef,
        int position,
        String trackingNumber,
        Map<String, String> numbers,
        String document,
        LabelFormat asked,
        LabelSize size,
        boolean crop) {
    static final String OWN = "hub";

    /** One of the further numbers called {@code secondary}, else the first by name that is another one. */
    Map<String, String> barcodes() {
        Map<String, String> barcodes = new LinkedHashMap<>();
        barcodes.put("primary", trackingNumber);
        Map<String, String> others = new TreeMap<>(numbers);
        others.values().removeIf(trackingNumber::equals);
        others.values().stream()
                .findFirst()
                .map(first -> others.getOrDefault("secondary", first))
                .ifPresent(number -> barcodes.put("secondary", number));
        return barcodes;
    }
}
