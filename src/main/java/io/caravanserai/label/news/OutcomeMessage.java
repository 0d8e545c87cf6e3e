package io.caravanserai.label.news;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic {@code label.completed}: label work has ended, or, with a batch in place of the shipment, a batch
 * was opened.
 *
 * @param v version of this form
 * @param id the same each time it is sent
 * @param status {@code made}, {@code failed}, {@code cancelled}; {@code opened} of a batch
 * @param error code, description and the carrier's HTTP status, of what failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OutcomeMessage(
        int v,
        String id,
        String accountNumber,
        @Nullable String shipmentId,
        @Nullable String batchId,
        @Nullable String carrierId,
        String status,
        List<Parcel> parcels,
        @Nullable String format,
        @Nullable String size,
        @Nullable JsonNode error,
        String createdUtc) {
    static final int VERSION = 1;

    OutcomeMessage {
        parcels = parcels == null ? List.of() : List.copyOf(parcels);
        if ((shipmentId == null) == (batchId == null)) {
            throw new IllegalArgumentException("an outcome is of a shipment or of a batch");
        }
    }

    /** A parcel with the carrier's number of it, null while it has none. */
    record Parcel(String id, String uuidRef, @Nullable String trackingNumber) {}

    /** Records about the same are read in order. */
    String key() {
        return shipmentId == null ? String.valueOf(batchId) : shipmentId;
    }
}
