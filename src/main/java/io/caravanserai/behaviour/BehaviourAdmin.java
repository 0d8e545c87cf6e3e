package io.caravanserai.behaviour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is known of visitors: reading it back, handing it out, putting two profiles together, and forgetting one. */
public final class BehaviourAdmin {
    private static final int NEWEST = 100;
    private static final String EVENTS = "SELECT body FROM behaviour_event WHERE ";
    /** Those kept under it, and those its sessions had before anybody was known. */
    private static final List<String> EVENTS_OF_PROFILE = List.of(
            "profile_id = ?",
            "profile_id IS NULL AND session_id IN (SELECT id FROM behaviour_session WHERE profile_id = ?)");

    private final Database database;

    BehaviourAdmin(Database database) {
        this.database = database;
    }

    /** {@code GET /admin/profiles/{id}}: the profile the id stands for, its other ids, sessions and newest events. */
    public HttpAnswer profile(HttpCall call) {
        return HttpAnswer.json(200, database.read(connection -> profile(connection, living(connection, call), NEWEST)));
    }

    /** {@code GET /admin/profiles/{id}/export}: the same with every event. */
    public HttpAnswer export(HttpCall call) {
        return HttpAnswer.json(
                200, database.read(connection -> profile(connection, living(connection, call), Integer.MAX_VALUE)));
    }

    /** {@code DELETE /admin/profiles/{id}}: 204 once the profile, its other ids, its sessions and events are gone. */
    public HttpAnswer erase(HttpCall call) {
        database.write(connection -> {
            alone(connection);
            for (String id : ids(connection, erasable(connection, call.pathParam("id")))) {
                for (String events : EVENTS_OF_PROFILE) {
                    Sql.update(
                            connection,
                            "DELETE FROM behaviour_outbox WHERE seq IN (SELECT seq FROM behaviour_event WHERE " + events
                                    + ")",
                            id);
                    Sql.update(connection, "DELETE FROM behaviour_event WHERE " + events, id);
                }
                Sql.update(connection, "DELETE FROM behaviour_session WHERE profile_id = ?", id);
                Sql.update(connection, "DELETE FROM profile WHERE id = ?", id);
            }
            return true;
        });
        return HttpAnswer.empty(204);
    }

    /** A profile that was not to be saved has left events nevertheless, and they can be erased. */
    private static String erasable(Connection connection, String id) throws SQLException {
        Optional<String> living = ProfileRows.living(connection, id);
        if (living.isPresent()) {
            return living.get();
        }
        if (Sql.number(connection, "SELECT COUNT(*) FROM behaviour_event WHERE profile_id = ?", id) > 0) {
            return id;
        }
        throw unknown("profile", id);
    }

    /**
     * Waits for every payload that has looked at profiles, and lets no other look until this transaction ends: none adds
     * to a profile that is being erased, and of two mergers the second sees what the first did. SQLite writes one by one.
     */
    private void alone(Connection connection) throws SQLException {
        if (database.dialect() == Dialect.POSTGRESQL) {
            Sql.update(connection, "LOCK TABLE profile IN ACCESS EXCLUSIVE MODE");
        }
    }

    /** {@code POST /admin/profiles/{id}/merge {ids}}: 200 once these ids stand for this profile. */
    public HttpAnswer merge(HttpCall call) {
        JsonNode ids = ids(call);
        return HttpAnswer.json(200, database.write(connection -> {
            alone(connection);
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
            return profile(connection, into, NEWEST);
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
                            connection, "SELECT * FROM behaviour_session WHERE id = ?", BehaviourAdmin::session, id)
                    .orElseThrow(() -> unknown("session", id));
            view.putArray("events").addAll(events(connection, "session_id = ?", id, NEWEST));
            return view;
        }));
    }

    /** {@code GET /admin/events/{id}}: events of that id, one for each source that sent one. */
    public HttpAnswer event(HttpCall call) {
        String id = call.pathParam("id").toLowerCase(Locale.ROOT);
        List<JsonNode> events = database.read(connection -> events(connection, "id = ?", id, NEWEST));
        if (events.isEmpty()) {
            throw unknown("event", id);
        }
        return HttpAnswer.json(200, Map.of("events", events));
    }

    private static ObjectNode profile(Connection connection, String id, int most) throws SQLException {
        List<String> ids = ids(connection, id);
        ObjectNode view = Sql.first(connection, "SELECT * FROM profile WHERE id = ?", BehaviourAdmin::profile, id)
                .orElseThrow();
        ids.stream().filter(other -> !other.equals(id)).forEach(view.putArray("aliases")::add);
        List<JsonNode> sessions = new ArrayList<>();
        List<JsonNode> events = new ArrayList<>();
        for (String each : ids) {
            sessions.addAll(Sql.list(
                    connection,
                    "SELECT * FROM behaviour_session WHERE profile_id = ? ORDER BY updated_at DESC LIMIT " + most,
                    BehaviourAdmin::session,
                    each));
            for (String which : EVENTS_OF_PROFILE) {
                events.addAll(events(connection, which, each, most));
            }
        }
        view.putArray("sessions").addAll(sessions);
        view.putArray("events").addAll(events);
        return view;
    }

    /** The id and those that stand for it. */
    private static List<String> ids(Connection connection, String id) throws SQLException {
        List<String> ids = new ArrayList<>(List.of(id));
        ids.addAll(Sql.list(
                connection, "SELECT id FROM profile WHERE merged_into = ? ORDER BY id", row -> row.getString(1), id));
        return ids;
    }

    private static List<JsonNode> events(Connection connection, String which, String id, int most) throws SQLException {
        return Sql.list(
                connection,
                EVENTS + which + " ORDER BY seq DESC LIMIT " + most,
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

    private static ObjectNode profile(ResultSet row) throws SQLException {
        return Json.mapper()
                .createObjectNode()
                .put("id", row.getString("id"))
                .put("created_utc", utc(row.getLong("created_at")))
                .put("updated_utc", utc(row.getLong("updated_at")));
    }

    private static ObjectNode session(ResultSet row) throws SQLException {
        ObjectNode view = Json.mapper()
                .createObjectNode()
                .put("id", row.getString("id"))
                .put("source_id", row.getString("source_id"))
                .put("profile_id", row.getString("profile_id"))
                .put("visit_ended", row.getInt("visit_ended") == 1)
                .put("created_utc", utc(row.getLong("created_at")))
                .put("updated_utc", utc(row.getLong("updated_at")));
        view.set("context", Json.kept(row.getString("context")));
        return view;
    }

    private static String utc(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
