package io.caravanserai.label.buy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A label to buy.
 *
 * @param reference ours, the same in every call about this label: at most 32 letters and digits
 * @param format as the customer wants it
 * @param shipmentNumber the carrier's, once it is known
 * @param trackingNumbers the carrier's of the parcels, once they are known
 * @param parcelIds ours, in the order of the request
 * @param request the customer's request, body of POST /shipments
 */
public record LabelOrder(
        String reference,
        String carrier,
        String shipmentId,
        String accountNumber,
        String format,
        String size,
        Optional<String> shipmentNumber,
        List<String> trackingNumbers,
        List<String> parcelIds,
        JsonNode request) {
    public LabelOrder {
        trackingNumbers = List.copyOf(trackingNumbers);
        parcelIds = List.copyOf(parcelIds);
        if (!reference.matches("[0-9A-Za-z]{1,32}")) {
            throw new IllegalArgumentException("a reference has 1 to 32 letters and digits: " + reference);
        }
    }

    /** The same for a call about the one parcel that has this number. */
    public LabelOrder ofParcel(String trackingNumber) {
        return new LabelOrder(
                reference,
                carrier,
                shipmentId,
                accountNumber,
                format,
                size,
                shipmentNumber,
                List.of(trackingNumber),
                parcelIds,
                request);
    }
}
