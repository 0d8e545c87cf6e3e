package io.caravanserai.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /track} and {@code GET /shipments/{id}/track}. Events come in the order in which they happened. An id is
 * ours or the account's own uuid_ref; one unknown or foreign id fails the whole call, so that no caller takes a part
 * for the whole.
 */
public final class TrackApi {
    private static final int MAX = 100;

    private final Function<HttpCall, String> caller;
    private final JourneyStore journeys;

    /**
     * @param caller the account of a call; throws {@link HttpProblem} when it may not come in
     */
    public TrackApi(Function<HttpCall, String> caller, JourneyStore journeys) {
        this.caller = caller;
        this.journeys = journeys;
    }

    /** {@code POST /track {"ids": [...]}}: a list, or 204 when nothing is known of any of them. */
    public HttpAnswer query(HttpCall call) {
        String account = caller.apply(call);
        List<JourneyStore.Journey> found = owned(account, ids(call));
        if (found.stream().allMatch(journey -> journey.events().isEmpty())) {
            return HttpAnswer.empty(204);
        }
        return answer(found.stream().map(TrackApi::describe).toList(), found);
    }

    /** {@code GET /shipments/{id}/track}: one journey, or 204 when nothing is known yet. */
    public HttpAnswer one(HttpCall call) {
        String account = caller.apply(call);
        List<JourneyStore.Journey> found = owned(account, Set.of(call.pathParam("id")));
        if (found.get(0).events().isEmpty()) {
            return HttpAnswer.empty(204);
        }
        return answer(describe(found.get(0)), found);
    }

    private List<JourneyStore.Journey> owned(String account, Set<String> ids) {
        Map<String, JourneyStore.Journey> found = journeys.find(account, ids);
        List<String> missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            throw HttpProblem.of(404, "There is no shipment with id " + String.join(", ", missing) + ".");
        }
        if (found.values().stream().anyMatch(journey -> !journey.accountNumber().equals(account))) {
            throw HttpProblem.of(403, "One of these shipments belongs to another account.");
        }
        return List.copyOf(found.values());
    }

    private static Set<String> ids(HttpCall call) {
        JsonNode body;
        try {
            body = Json.parse(call.body());
        } catch (JsonProcessingException e) {
            throw HttpProblem.of(
                    400,
                    "The body is not valid JSON at line " + e.getLocation().getLineNr() + " column "
                            + e.getLocation().getColumnNr() + ".");
        }
        JsonNode list = body.path("ids");
        if (!list.isArray() || list.isEmpty() || list.size() > MAX) {
            throw fault("$.ids", List.of("body", "ids"), "must be a list of 1 to " + MAX + " shipment ids");
        }
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String id = list.get(i).isTextual() ? list.get(i).asText() : "";
            if (id.isEmpty() || id.length() > 100) {
                throw fault("$.ids[" + i + "]", List.of("body", "ids", i), "must be a shipment id");
            }
            ids.add(id);
        }
        return ids;
    }

    private static HttpProblem fault(String path, List<Object> loc, String message) {
        return new HttpProblem(HttpAnswer.faults(422, List.of(new FieldFault("value", loc, path, message))));
    }

    private static HttpAnswer answer(Object body, List<JourneyStore.Journey> journeys) {
        long updated = journeys.stream()
                .flatMap(journey -> journey.lastUpdated().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        return HttpAnswer.json(200, body)
                .with("x-last-updated", Instant.ofEpochMilli(updated).toString());
    }

    private static Map<String, Object> describe(JourneyStore.Journey journey) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", journey.id());
        body.put("uuid_ref", journey.uuidRef());
        body.put("tracking_level", journey.trackingLevel());
        body.put("references", journey.references());
        List<Map<String, Object>> parcels = new ArrayList<>();
        for (JourneyStore.Parcel parcel : journey.parcels()) {
            List<TrackingEvent.Event> events = events(journey, parcel.id());
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", parcel.id());
            line.put("uuid_ref", parcel.uuidRef());
            line.put("carrier_tracking_id", parcel.carrierTrackingId());
            line.put("condition", last(events, event -> event.other().condition()));
            line.put("tracking_data", data(events));
            parcels.add(line);
        }
        body.put("parcels", parcels);
        body.put("tracking_data", data(events(journey, null)));
        return body;
    }

    /** Events of one parcel, or those that concern the whole shipment. */
    private static List<TrackingEvent.Event> events(JourneyStore.Journey journey, @Nullable String parcel) {
        return journey.events().stream()
                .filter(told -> Objects.equals(told.parcelId(), parcel))
                .map(told -> told.event().event())
                .toList();
    }

    private static Map<String, Object> data(List<TrackingEvent.Event> events) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("current_eta", last(events, TrackingEvent.Event::eta));
        data.put("delivery_confirmation", last(events, event -> event.other().deliveryConfirmation()));
        data.put("events", events);
        return data;
    }

    private static <T> @Nullable T last(
            List<TrackingEvent.Event> events, Function<TrackingEvent.Event, @Nullable T> part) {
        for (int i = events.size() - 1; i >= 0; i--) {
            T value = part.apply(events.get(i));
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
