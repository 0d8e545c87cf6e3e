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
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is known of visitors: reading it back, handing it out, putting two profiles together, and forgetting one. */
public final class BehaviourAdmin {
    private static final int NEWEST = 100;
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
        database.writePatiently(connection -> {
            alone(connection);
            for (String id : ProfileRows.ids(connection, erasable(connection, call.pathParam("id")))) {
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
        return HttpAnswer.json(200, database.writePatiently(connection -> {
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
