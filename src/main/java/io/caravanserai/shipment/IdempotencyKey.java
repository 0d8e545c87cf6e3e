package io.caravanserai.shipment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.caravanserai.event.Json;
import io.caravanserai.event.Sha256;

/**
 * The customer's name for one request.
 *
 * @param value what the header Idempotency-Key says
 * @param requestHash SHA-256 of the call and its body, whatever the order of fields and the white space
 */
record IdempotencyKey(String value, String requestHash) {
    private static final ObjectWriter SORTED =
            Json.mapper().writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    static IdempotencyKey of(String value, String call, JsonNode body) {
        try {
            // a tree keeps the order it was read in; plain maps can be sorted
            String sorted = SORTED.writeValueAsString(Json.mapper().treeToValue(body, Object.class));
            return new IdempotencyKey(value, Sha256.hex(call + "\n" + sorted));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parsed body cannot be written", e);
        }
    }
}
