package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is known of one visitor under all its ids, as operators read it. */
final class ProfileView {
    private static final int PAGE = 50_000;
    private static final int PAGE_CHARACTERS = 16 << 20;

    private final Connection connection;
    private final String id;
    private final List<String> ids;
    private final String whose;

    ProfileView(Connection connection, String id) throws SQLException {
        this.connection = connection;
        this.id = id;
        this.ids = ProfileRows.ids(connection, id);
        String in = " IN (" + Sql.marks(ids.size()) + ")";
        this.whose = " FROM behaviour_event WHERE (profile_id" + in + " OR (profile_id IS NULL AND session_id IN"
                + " (SELECT id FROM behaviour_session WHERE profile_id" + in + "))) AND seq < ? AND seq >= ?"
                + " ORDER BY seq DESC LIMIT ";
    }

    /** With as many of its newest sessions and events. */
    ObjectNode newest(int most) throws SQLException {
        ObjectNode view = profile(most);
        view.putArray("events").addAll(bodies(Long.MAX_VALUE, 0, most));
        return view;
    }

    /** With everything, as far as one answer holds it: the events before that one. */
    ObjectNode export(long before) throws SQLException {
        List<long[]> found = Sql.list(
                connection,
                "SELECT seq, LENGTH(body)" + whose + PAGE,
                row -> new long[] {row.getLong(1), row.getLong(2)},
                parameters(before, 0));
        int taken = 0;
        long characters = 0;
        while (taken < found.size() && (taken == 0 || characters + found.get(taken)[1] <= PAGE_CHARACTERS)) {
            characters += found.get(taken++)[1];
        }
        long last = taken == 0 ? 0 : found.get(taken - 1)[0];
        ObjectNode view = profile(Integer.MAX_VALUE);
        view.putArray("events").addAll(bodies(before, last, PAGE));
        if (taken < found.size() || taken == PAGE) {
            view.put("next", "/admin/profiles/" + id + "/export?before=" + last);
        }
        return view;
    }

    private List<JsonNode> bodies(long before, long from, int most) throws SQLException {
        return Sql.list(
                connection, "SELECT body" + whose + most, row -> Json.kept(row.getString(1)), parameters(before, from));
    }

    private Object[] parameters(long before, long from) {
        List<Object> parameters = new ArrayList<>(ids);
        parameters.addAll(ids);
        parameters.add(before);
        parameters.add(from);
        return parameters.toArray();
    }

    private ObjectNode profile(int sessions) throws SQLException {
        ObjectNode view = Sql.first(connection, "SELECT * FROM profile WHERE id = ?", ProfileView::profile, id)
                .orElseThrow();
        ids.stream().filter(other -> !other.equals(id)).forEach(view.putArray("aliases")::add);
        view.putArray("sessions")
                .addAll(Sql.list(
                        connection,
                        "SELECT * FROM behaviour_session WHERE profile_id IN (" + Sql.marks(ids.size())
                                + ") ORDER BY updated_at DESC LIMIT " + sessions,
                        ProfileView::session,
                        ids.toArray()));
        return view;
    }

    private static ObjectNode profile(ResultSet row) throws SQLException {
        return Json.mapper()
                .createObjectNode()
                .put("id", row.getString("id"))
                .put("created_utc", utc(row.getLong("created_at")))
                .put("updated_utc", utc(row.getLong("updated_at")));
    }

    static ObjectNode session(ResultSet row) throws SQLException {
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
