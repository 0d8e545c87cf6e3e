package io.caravanserai.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.CustomerGuard;
import io.caravanserai.account.CustomerRequest;
import io.caravanserai.account.Scope;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.http.HttpCall;
import io.caravanserai.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where shipments are: {@code POST /track} and {@code GET /shipments/{id}/track}. */
public final class TrackApi {
    /** The most ids of one call. */
    static final int MAX_IDS = 100;

    private final CustomerGuard guard;
    private final Database database;

    public TrackApi(CustomerGuard guard, Database database) {
        this.guard = guard;
        this.database = database;
    }

    /**
     * {@code POST /track {"ids": [...]}}: 200 with one entry for each id, in the order asked, those without events too;
     * 204 when none has any. One id of another account (403) or unknown (404) refuses the whole call.
     */
    public HttpAnswer list(HttpCall call) {
        String account = guard.account(call, Scope.TRACK);
        CustomerRequest.acceptsJson(call);
        Set<String> ids = ids(CustomerRequest.json(call));
        TrackQuery.Answer answer = read(account, ids);
        return answered(answer, answer.tracks());
    }

    /** {@code GET /shipments/{id}/track}: 200 with one entry of the list above; 204 when there are no events. */
    public HttpAnswer get(HttpCall call) {
        String account = guard.account(call, Scope.TRACK);
        CustomerRequest.acceptsJson(call);
        TrackQuery.Answer answer = read(account, List.of(call.pathParam("id")));
        return answered(answer, answer.tracks().get(0));
    }

    private TrackQuery.Answer read(String account, Collection<String> ids) {
        return database.read(connection -> {
            Ownership.require(connection, account, ids);
            return TrackQuery.read(connection, ids);
        });
    }

    private static HttpAnswer answered(TrackQuery.Answer answer, Object body) {
        if (answer.tracks().stream().noneMatch(TrackQuery.Track::hasEvents)) {
            return HttpAnswer.empty(204);
        }
        return HttpAnswer.json(200, body)
                .with("x-last-updated", Instant.ofEpochMilli(answer.newest()).toString());
    }

    private static Set<String> ids(JsonNode body) {
        if (body.has("source")) {
            throw CustomerRequest.faults(List.of(Faults.at(
                    List.of("source"), "value", "a query has ids and a tracker payload has source: send one of them")));
        }
        JsonNode asked = body.path("ids");
        if (!asked.isArray()) {
            throw CustomerRequest.faults(List.of(Faults.at(
                    List.of("ids"), asked.isMissingNode() ? "missing" : "type", "must be a list of shipment ids")));
        }
        if (asked.isEmpty() || asked.size() > MAX_IDS) {
            throw CustomerRequest.faults(List.of(
                    Faults.at(List.of("ids"), "value", "must have 1 to " + MAX_IDS + " ids, not " + asked.size())));
        }
        List<FieldFault> faults = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).isTextual()) {
                ids.add(asked.get(i).textValue());
            } else {
                faults.add(Faults.at(List.of("ids", i), "type", "must be a string"));
            }
        }
        if (!faults.isEmpty()) {
            throw CustomerRequest.faults(faults);
        }
        return ids;
    }
}
