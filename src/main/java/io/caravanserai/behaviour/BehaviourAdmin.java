package io.caravanserai.behaviour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is known of visitors: reading it back, handing it out, putting two profiles together, and forgetting one. */
public final class BehaviourAdmin {
    private static final int NEWEST = 100;
    private final Database database;

    BehaviourAdmin(Database database) {
        this.database = database;
    }

    /** {@code GET /admin/profiles/{id}}: the profile the id stands for, its other ids, sessions and newest events. */
    public HttpAnswer profile(HttpCall call) {
        return HttpAnswer.json(
                200, database.read(connection -> new ProfileView(connection, living(connection, call)).newest(NEWEST)));
    }

    /**
     * {@code GET /admin/profiles/{id}/export}: the same with every event, newest first. What is too much for one answer
     * goes on where its {@code next} says.
     */
    public HttpAnswer export(HttpCall call) {
        long before = call.queryNumber("before", Long.MAX_VALUE, Long.MAX_VALUE);
        return HttpAnswer.json(
                200, database.read(connection -> new ProfileView(connection, living(connection, call)).export(before)));
    }

    /** {@code DELETE /admin/profiles/{id}}: 204 once the profile, its other ids, its sessions and events are gone. */
    public HttpAnswer erase(HttpCall call) {
        String id = call.pathParam("id");
        boolean known = database.writePatiently(connection -> ProfileErasure.erase(connection, database.dialect(), id));
        if (!known) {
            throw unknown("profile", id);
        }
        return HttpAnswer.empty(204);
    }

    /** {@code POST /admin/profiles/{id}/merge {ids}}: 200 once these ids stand for this profile. */
    public HttpAnswer merge(HttpCall call) {
        JsonNode ids = ids(call);
        return HttpAnswer.json(200, database.writePatiently(connection -> {
            ProfileErasure.alone(connection, database.dialect());
            String into = living(connection, call);
            for (JsonNode id : ids) {
                String from = living(connection, id.asText());
                if (!from.equals(into)) {
                    Sql.update(
                            connection,
                            "UPDATE profile SET merged_into = ? WHERE id = ? OR merged_into = ?",
                            into,
                            from,
                            from);
                }
            }
            return new ProfileView(connection, into).newest(NEWEST);
        }));
    }

    private static JsonNode ids(HttpCall call) {
        try {
            JsonNode ids = Json.parse(call.body()).path("ids");
            if (ids.isArray() && !ids.isEmpty() && strings(ids)) {
                return ids;
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        throw HttpProblem.of(422, "Send {\"ids\": [...]} with the profiles that are the same as this one.");
    }

    private static boolean strings(JsonNode ids) {
        for (JsonNode id : ids) {
            if (!id.isTextual()) {
                return false;
            }
        }
        return true;
    }

    /** {@code GET /admin/sessions/{id}}: the session with its newest events. */
    public HttpAnswer session(HttpCall call) {
        String id = call.pathParam("id");
        return HttpAnswer.json(200, database.read(connection -> {
            ObjectNode view = Sql.first(
                            connection, "SELECT * FROM behaviour_session WHERE id = ?", ProfileView::session, id)
                    .orElseThrow(() -> unknown("session", id));
            view.putArray("events").addAll(events(connection, "session_id = ?", id));
            return view;
        }));
    }

    /** {@code GET /admin/events/{id}}: events of that id, one for each source that sent one. */
    public HttpAnswer event(HttpCall call) {
        String id = call.pathParam("id").toLowerCase(Locale.ROOT);
        List<JsonNode> events = database.read(connection -> events(connection, "id = ?", id));
        if (events.isEmpty()) {
            throw unknown("event", id);
        }
        return HttpAnswer.json(200, Map.of("events", events));
    }

    private static List<JsonNode> events(Connection connection, String which, String id) throws SQLException {
        return Sql.list(
                connection,
                "SELECT body FROM behaviour_event WHERE " + which + " ORDER BY seq DESC LIMIT " + NEWEST,
                row -> Json.kept(row.getString(1)),
                id);
    }

    private static String living(Connection connection, HttpCall call) throws SQLException {
        return living(connection, call.pathParam("id"));
    }

    private static String living(Connection connection, String id) throws SQLException {
        return ProfileRows.living(connection, id).orElseThrow(() -> unknown("profile", id));
    }

    private static HttpProblem unknown(String what, String id) {
        return HttpProblem.of(404, "There is no " + what + " " + id.replaceAll("[^ -~]", "?") + ".");
    }
}
