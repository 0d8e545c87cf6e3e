package io.caravanserai.behaviour;

import io.caravanserai.event.Ids;
import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Event sources; what callers name is looked up at most once in two seconds. */
public final class SourceStore {
    /** How long another node may still serve a source as it was. */
    static final Duration CACHE = Duration.ofSeconds(2);

    private static final int MAX_CACHED = 10_000;

    private final Database database;
    private final Clock clock;
    private final Map<String, Known> cache = new ConcurrentHashMap<>();

    private record Known(Optional<EventSource> source, long until) {}

    public SourceStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The source of that id, enabled or not. */
    public Optional<EventSource> find(String id) {
        long now = clock.millis();
        Known known = cache.get(id);
        if (known == null || known.until() <= now) {
            if (cache.size() >= MAX_CACHED) {
                cache.clear();
            }
            known = new Known(read(id), now + CACHE.toMillis());
            cache.put(id, known);
        }
        return known.source();
    }

    private Optional<EventSource> read(String id) {
        return database.read(connection ->
                Sql.first(connection, "SELECT * FROM event_source WHERE id = ?", SourceStore::source, id));
    }

    /** All of them, by name. */
    public List<EventSource> all() {
        return database.read(connection ->
                Sql.list(connection, "SELECT * FROM event_source ORDER BY name, id", SourceStore::source));
    }

    /** Adds a source; false when its id is taken. */
    public boolean add(EventSource source) {
        long now = clock.millis();
        boolean added = database.write(connection -> Sql.update(
                        connection,
                        """
                        INSERT INTO event_source (id, name, type, enabled, config, created_at, updated_at)
                        VALUES (?,?,?,?,?,?,?) ON CONFLICT (id) DO NOTHING""",
                        source.id(),
                        source.name(),
                        word(source),
                        source.enabled() ? 1 : 0,
                        Json.text(source.config()),
                        now,
                        now)
                == 1);
        cache.remove(source.id());
        return added;
    }

    /** Changes a source; false when there is none of that id. */
    public boolean change(EventSource source) {
        boolean changed = database.write(connection -> Sql.update(
                        connection,
                        "UPDATE event_source SET name = ?, type = ?, enabled = ?, config = ?, updated_at = ? WHERE id = ?",
                        source.name(),
                        word(source),
                        source.enabled() ? 1 : 0,
                        Json.text(source.config()),
                        clock.millis(),
                        source.id())
                == 1);
        cache.remove(source.id());
        return changed;
    }

    /** An id for a source that names none. */
    public String newId() {
        return Ids.next(clock.millis());
    }

    private static String word(EventSource source) {
        return source.type().name().toLowerCase(Locale.ROOT);
    }

    private static EventSource source(ResultSet row) throws SQLException {
        return new EventSource(
                row.getString("id"),
                row.getString("name"),
                EventSource.Type.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                row.getInt("enabled") == 1,
                Json.read(row.getString("config").getBytes(StandardCharsets.UTF_8), SourceConfig.class));
    }
}
