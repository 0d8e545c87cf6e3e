package io.caravanserai.behaviour;

import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends payloads into a store and looks at what it holds. */
final class BehaviourFixture {
    static final EventSource SHOP = new EventSource("shop", "Shop", EventSource.Type.REST, true, SourceConfig.DEFAULT);
    static final EventSource CRM = new EventSource(
            "crm", "CRM", EventSource.Type.REST, true, new SourceConfig(true, null, 0, 0, null, false, null, null));

    private final Database database;
    private final BehaviourStore store;

    BehaviourFixture(Database database) {
        this.database = database;
        this.store = new BehaviourStore(database, () -> {}, Clock.systemUTC());
    }

    /** One event of a session; null for what is not sent. */
    BehaviourStore.Kept send(EventSource source, @Nullable String session, @Nullable String profile) throws Exception {
        String json = "{\"source\":{\"id\":\"%s\"},%s%s\"events\":[{\"type\":\"page-view\"}]}"
                .formatted(source.id(), sent("session", session), sent("profile", profile));
        return store.keep(read(json), source, false, Optional.empty()).join();
    }

    BehaviourStore.Kept sendProfileLess(@Nullable String session) throws Exception {
        String json = "{\"source\":{\"id\":\"shop\"},%s\"events\":[{\"type\":\"page-view\"}]}"
                .formatted(sent("session", session));
        return store.keep(read(json), SHOP, true, Optional.empty()).join();
    }

    private static String sent(String name, @Nullable String id) {
        return id == null ? "" : "\"%s\":{\"id\":\"%s\"},".formatted(name, id);
    }

    BehaviourStore.Kept keep(String json, EventSource source) throws Exception {
        return store.keep(read(json), source, false, Optional.empty()).join();
    }

    static TrackerPayload read(String json) throws Exception {
        return PayloadReader.read(
                Json.parse(json.getBytes(StandardCharsets.UTF_8)),
                Clock.systemUTC().millis());
    }

    /** Types of the events of the hub's own in a session, in the order they were kept. */
    List<String> systemEvents(String session) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT type FROM behaviour_event WHERE session_id = ? AND type <> 'page-view' ORDER BY seq",
                row -> row.getString(1),
                session));
    }

    void merge(String from, String into) {
        database.write(
                connection -> Sql.update(connection, "UPDATE profile SET merged_into = ? WHERE id = ?", into, from));
    }

    void delete(String profile) {
        database.write(connection -> Sql.update(connection, "DELETE FROM profile WHERE id = ?", profile));
    }

    long count(String table) {
        return database.read(connection -> Sql.number(connection, "SELECT COUNT(*) FROM " + table));
    }

    /** An event as it is kept. */
    String body(String eventId) {
        return text("SELECT body FROM behaviour_event WHERE id = ?", eventId);
    }

    /** The circumstances of a session. */
    String context(String sessionId) {
        return text("SELECT context FROM behaviour_session WHERE id = ?", sessionId);
    }

    private String text(String query, String id) {
        return database.read(connection ->
                Sql.first(connection, query, row -> row.getString(1), id).orElseThrow());
    }
}
