package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.tracking.Outbox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code POST /shipments}, {@code GET /shipments/{id}}, {@code DELETE /shipments/{id}}. */
public final class ShipmentApi {
    private static final int MAX_KEY = 255;

    private final Function<HttpCall, String> caller;
    private final ShipmentStore store;
    private final Predicate<String> knownCarrier;
    private final Consumer<List<Outbox.Notification>> wake;
    private final Clock clock;

    /**
     * @param caller the account of a call; throws {@link HttpProblem} when it may not come in
     * @param wake told after the commit which deliveries wait
     */
    public ShipmentApi(
            Function<HttpCall, String> caller,
            ShipmentStore store,
            Predicate<String> knownCarrier,
            Consumer<List<Outbox.Notification>> wake,
            Clock clock) {
        this.caller = caller;
        this.store = store;
        this.knownCarrier = knownCarrier;
        this.wake = wake;
        this.clock = clock;
    }

    /** {@code POST /shipments}: 202 once the shipment and its label work are durable. */
    public HttpAnswer create(HttpCall call) {
        String account = caller.apply(call);
        JsonNode body = RequestBody.json(call);
        RequestBody.throwIfAny(ShipmentRequest.faults(body, knownCarrier));
        @Nullable String key = call.header("idempotency-key").orElse(null);
        if (key != null && (key.isBlank() || key.length() > MAX_KEY)) {
            throw HttpProblem.of(400, "Header Idempotency-Key must have 1 to " + MAX_KEY + " characters.");
        }
        ShipmentStore.Made made =
                store.create(NewShipment.created(account, body, clock.millis()), key, hash(Json.bytes(body)));
        if (made instanceof ShipmentStore.Made.Kept kept) {
            wake.accept(kept.notifications());
            return ready(kept.answer());
        }
        if (made instanceof ShipmentStore.Made.Replayed replayed) {
            return ready(replayed.answer()).with("Idempotency-Replay", "true");
        }
        if (made instanceof ShipmentStore.Made.Duplicate duplicate) {
            return conflict(
                    "duplicate_request",
                    "A shipment with uuid_ref '" + duplicate.uuidRef()
                            + "' exists already: choose another, or GET it.");
        }
        return conflict(
                "idempotency_key_reused",
                "This Idempotency-Key was used for another body: take a new key for a new request.");
    }

    /** {@code GET /shipments/{id}}: the shipment and where its label and its journey stand. */
    public HttpAnswer get(HttpCall call) {
        ShipmentStore.Shipment shipment = own(call);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", shipment.id());
        body.put("uuid_ref", shipment.uuidRef());
        body.put("created_utc", Instant.ofEpochMilli(shipment.createdAt()).toString());
        body.put("updated_utc", Instant.ofEpochMilli(shipment.updatedAt()).toString());
        body.put("tracking_level", shipment.trackingLevel());
        body.put("manifest_status", shipment.manifestStatus());
        body.put("carrier_id", shipment.carrierId());
        body.put("carrier_service", shipment.carrierService());
        body.put("carrier_tracking_id", shipment.carrierTrackingId());
        body.put("label_status", shipment.labelStatus());
        body.put("label", store.labelWork(shipment.id()).orElse(null));
        body.put("meta_data", shipment.metaData());
        body.put("references", shipment.references());
        body.put("parcels", store.parcels(shipment.id()));
        return HttpAnswer.json(200, body);
    }

    /** {@code DELETE /shipments/{id}}: 204, or 409 once the label is being bought or there. */
    public HttpAnswer delete(HttpCall call) {
        ShipmentStore.Shipment shipment = own(call);
        if (store.cancel(shipment.id(), clock.millis())) {
            return HttpAnswer.empty(204);
        }
        return conflict(
                "label_not_cancellable",
                "The label of this shipment can no longer be cancelled: it is being made or is there already.");
    }

    private ShipmentStore.Shipment own(HttpCall call) {
        String account = caller.apply(call);
        ShipmentStore.Shipment shipment = store.find(call.pathParam("id"))
                .orElseThrow(() -> HttpProblem.of(404, "There is no shipment with this id."));
        if (!shipment.accountNumber().equals(account)) {
            throw HttpProblem.of(403, "This shipment belongs to another account.");
        }
        return shipment;
    }

    private static HttpAnswer ready(String answer) {
        return new HttpAnswer(202, Map.of("Content-Type", "application/json"), answer.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpAnswer conflict(String code, String detail) {
        return HttpAnswer.json(409, Map.of("error_code", code, "detail", detail));
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
