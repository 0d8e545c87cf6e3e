package io.caravanserai.shipment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.caravanserai.event.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((call + "\n" + sorted).getBytes(StandardCharsets.UTF_8));
            return new IdempotencyKey(value, HexFormat.of().formatHex(hash));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parsed body cannot be written", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
