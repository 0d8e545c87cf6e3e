package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.CustomerGuard;
import io.caravanserai.account.CustomerRequest;
import io.caravanserai.account.Scope;
import io.caravanserai.event.Json;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.Problems;
import io.caravanserai.tracking.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code POST /trackers}: follow shipments that were labelled elsewhere. */
public final class TrackerApi {
    /** The most trackers of one call. */
    static final int MAX_LIST = 1_000;

    private final CustomerGuard guard;
    private final TrackerStore trackers;
    private final RequestSchema schema = new RequestSchema("TrackerRequest");
    private final Predicate<String> knownCarrier;
    private final Consumer<List<Outbox.Notification>> wakeLanes;
    private final Clock clock;

    /**
     * @param knownCarrier whether a {@code carrier_id} may be used
     * @param wakeLanes called after the commit; the deliveries are durable without it
     */
    public TrackerApi(
            CustomerGuard guard,
            TrackerStore trackers,
            Predicate<String> knownCarrier,
            Consumer<List<Outbox.Notification>> wakeLanes,
            Clock clock) {
        this.guard = guard;
        this.trackers = trackers;
        this.knownCarrier = knownCarrier;
        this.wakeLanes = wakeLanes;
        this.clock = clock;
    }

    /**
     * One tracker: 201 with its id, 422 for a bad field, 409 when another shipment has its uuid_ref. A list: 201 with a
     * list, or 207 with a status for each when some fail; the good ones are made. A number that the account follows
     * already answers the id it has.
     */
    public HttpAnswer create(HttpCall call) {
        String account = guard.account(call, Scope.TRACK);
        CustomerRequest.acceptsJson(call);
        JsonNode body = CustomerRequest.json(call);
        if (!body.isArray()) {
            return single(account, body);
        }
        if (body.isEmpty() || body.size() > MAX_LIST) {
            throw CustomerRequest.faults(
                    List.of(Faults.at(List.of(), "value", "must be a list of 1 to " + MAX_LIST + " trackers")));
        }
        return list(account, body);
    }

    private HttpAnswer single(String account, JsonNode body) {
        List<FieldFault> faults = check(body, List.of());
        if (!faults.isEmpty()) {
            throw CustomerRequest.faults(faults);
        }
        TrackerStore.Results made = trackers.create(account, List.of(draft(body)), clock.millis());
        wakeLanes.accept(made.notifications());
        TrackerStore.Result result = made.results().get(0);
        if (result.id() == null) {
            throw Problems.conflict("duplicate_request", taken(result));
        }
        return HttpAnswer.json(201, view(body, result));
    }

    private HttpAnswer list(String account, JsonNode body) {
        Map<Integer, List<FieldFault>> faults = new LinkedHashMap<>();
        List<TrackerStore.Draft> drafts = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            List<FieldFault> found = check(body.get(i), List.of(i));
            if (found.isEmpty()) {
                drafts.add(draft(body.get(i)));
            } else {
                faults.put(i, found);
            }
        }
        TrackerStore.Results made = trackers.create(account, drafts, clock.millis());
        wakeLanes.accept(made.notifications());
        boolean allMade = faults.isEmpty() && made.results().stream().allMatch(result -> result.id() != null);
        List<Map<String, @Nullable Object>> answer = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < body.size(); i++) {
            if (faults.containsKey(i)) {
                answer.add(item(422, Map.of("detail", faults.get(i))));
                continue;
            }
            TrackerStore.Result result = made.results().get(next++);
            if (result.id() == null) {
                answer.add(item(409, Map.of("detail", taken(result), "error_code", "duplicate_request")));
            } else {
                answer.add(allMade ? view(body.get(i), result) : item(201, view(body.get(i), result)));
            }
        }
        return HttpAnswer.json(allMade ? 201 : 207, answer);
    }

    private List<FieldFault> check(JsonNode tracker, List<Object> within) {
        List<FieldFault> faults = schema.check(tracker, within);
        if (faults.isEmpty() && !knownCarrier.test(tracker.path("carrier_id").asText())) {
            List<Object> loc = new ArrayList<>(within);
            loc.add("carrier_id");
            faults.add(Faults.at(loc, "value", "is no carrier of this hub: see the folders in edi-mappings/"));
        }
        return faults;
    }

    private static TrackerStore.Draft draft(JsonNode tracker) {
        return new TrackerStore.Draft(
                tracker.path("carrier_id").asText(),
                tracker.path("tracking_number").asText().trim(),
                ShipmentDraft.blankToNull(tracker.path("uuid_ref")),
                ShipmentDraft.jsonOr(tracker.path("meta_data"), "[]"),
                ShipmentDraft.jsonOr(tracker.path("references"), "{}"),
                Json.text(tracker));
    }

    private static Map<String, @Nullable Object> item(int status, Map<String, ? extends @Nullable Object> rest) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("status", status);
        item.putAll(rest);
        return item;
    }

    private static Map<String, @Nullable Object> view(JsonNode asked, TrackerStore.Result result) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", result.id());
        view.put("uuid_ref", result.uuidRef());
        view.put("carrier_id", asked.path("carrier_id").asText());
        view.put("tracking_number", asked.path("tracking_number").asText().trim());
        view.put("created_utc", Instant.ofEpochMilli(result.createdAt()).toString());
        view.put("existed", result.existed());
        view.put("tracking_page_url", result.pageUrl());
        return view;
    }

    private static String taken(TrackerStore.Result result) {
        return "The account has another shipment with uuid_ref " + result.uuidRef() + ".";
    }
}
