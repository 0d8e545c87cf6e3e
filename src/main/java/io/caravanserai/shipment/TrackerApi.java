package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.tracking.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * {@code POST /trackers}: a shipment labelled elsewhere is tracked and notified like any other. One tracker or a list
 * of up to 1,000; in a list each item has its own outcome, and 207 says that some failed.
 */
public final class TrackerApi implements HttpHandler {
    private static final int MAX = 1_000;
    private static final RequestBody SCHEMA = RequestBody.of("tracker-request.schema.json");

    private final Function<HttpCall, String> caller;
    private final ShipmentStore store;
    private final Predicate<String> knownCarrier;
    private final Consumer<List<Outbox.Notification>> wake;
    private final Clock clock;

    /** Takes the same parts as {@link ShipmentApi}. */
    public TrackerApi(
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

    @Override
    public HttpAnswer handle(HttpCall call) {
        String account = caller.apply(call);
        JsonNode body = RequestBody.json(call);
        if (!body.isArray()) {
            RequestBody.throwIfAny(faults(body, "$"));
            return answer(account, List.of(body), List.of(List.of())).get(0).asAnswer();
        }
        if (body.isEmpty() || body.size() > MAX) {
            RequestBody.throwIfAny(
                    List.of(RequestBody.fault("value", "$", "must be a list of 1 to " + MAX + " trackers")));
        }
        List<JsonNode> items = new ArrayList<>();
        List<List<FieldFault>> faults = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            items.add(body.get(i));
            faults.add(faults(body.get(i), "$[" + i + "]"));
        }
        List<Outcome> outcomes = answer(account, items, faults);
        boolean allGood = outcomes.stream().allMatch(outcome -> outcome.status() == 201);
        return allGood
                ? HttpAnswer.json(201, outcomes.stream().map(Outcome::body).toList())
                : HttpAnswer.json(
                        207, outcomes.stream().map(Outcome::withStatus).toList());
    }

    private record Outcome(int status, Map<String, Object> body) {
        HttpAnswer asAnswer() {
            return HttpAnswer.json(status, body);
        }

        Map<String, Object> withStatus() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("status", status);
            all.putAll(body);
            return all;
        }
    }

    private List<Outcome> answer(String account, List<JsonNode> items, List<List<FieldFault>> faults) {
        List<NewShipment> good = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (faults.get(i).isEmpty()) {
                good.add(NewShipment.tracker(account, items.get(i), clock.millis()));
            }
        }
        List<Outbox.Notification> notifications = new ArrayList<>();
        var results = store.track(good, notifications).iterator();
        wake.accept(notifications);
        List<Outcome> outcomes = new ArrayList<>(items.size());
        for (List<FieldFault> fault : faults) {
            outcomes.add(fault.isEmpty() ? outcome(results.next()) : new Outcome(422, Map.of("detail", fault)));
        }
        return outcomes;
    }

    private static Outcome outcome(ShipmentStore.Tracked tracked) {
        if (tracked instanceof ShipmentStore.Tracked.At at) {
            ShipmentStore.Shipment shipment = at.shipment();
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("id", shipment.id());
            body.put("uuid_ref", shipment.uuidRef());
            body.put("carrier_id", shipment.carrierId());
            body.put("carrier_tracking_id", shipment.carrierTrackingId());
            body.put("created_utc", Instant.ofEpochMilli(shipment.createdAt()).toString());
            body.put("updated_utc", Instant.ofEpochMilli(shipment.updatedAt()).toString());
            body.put("tracking_level", shipment.trackingLevel());
            return new Outcome(201, body);
        }
        String uuidRef = ((ShipmentStore.Tracked.Duplicate) tracked).uuidRef();
        return new Outcome(
                409,
                Map.of(
                        "error_code",
                        "duplicate_request",
                        "detail",
                        "Another shipment of this account has uuid_ref '" + uuidRef + "'."));
    }

    private List<FieldFault> faults(JsonNode item, String at) {
        List<FieldFault> faults = new ArrayList<>();
        for (FieldFault fault : SCHEMA.faults(item)) {
            faults.add(RequestBody.fault(fault.type(), at + fault.path().substring(1), fault.msg()));
        }
        String carrier = item.path("carrier_id").asText("");
        if (!carrier.isEmpty() && !knownCarrier.test(carrier)) {
            faults.add(RequestBody.fault("value", at + ".carrier_id", "no such carrier here"));
        }
        return faults;
    }
}
