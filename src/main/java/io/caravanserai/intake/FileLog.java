package io.caravanserai.intake;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in the store which files of a carrier were taken. The Kamelet uses it late (not eagerly): a file is
 * written here after all its parts are durable on Kafka and before it is moved, so that a crash repeats a file at
 * worst and never loses one.
 *
 * <p>A file that is moved once it is taken and is still there after a restart was taken but not moved: it counts as new
 * then, once, since else it would lie in the carrier's folder for ever.
 */
public final class FileLog extends ServiceSupport implements IdempotentRepository {
    private final Clock clock;
    private final long started;
    private boolean keepFiles = true;
    private String carrier = "";
    private @Nullable Database database;

    public FileLog() {
        this(Clock.systemUTC());
    }

    FileLog(Clock clock) {
        this.clock = clock;
        this.started = clock.millis();
    }

    /** Whether taken files stay where they are; when they are moved, what was taken before the start is forgotten. */
    public void setKeepFiles(boolean keepFiles) {
        this.keepFiles = keepFiles;
    }

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    public void setDatabase(Database database) {
        this.database = database;
    }

    /** Forgets files taken longer ago than {@code retention}; returns how many. */
    public static int purge(Database database, Duration retention, Clock clock) {
        long before = clock.millis() - retention.toMillis();
        return database.write(
                connection -> Sql.update(connection, "DELETE FROM intake_file WHERE taken_at < ?", before));
    }

    @Override
    public boolean add(String key) {
        return store().write(connection -> Sql.update(
                        connection,
                        """
                        INSERT INTO intake_file (carrier_id, file_key, taken_at) VALUES (?,?,?)
                        ON CONFLICT (carrier_id, file_key) DO UPDATE SET taken_at = excluded.taken_at
                        WHERE intake_file.taken_at < ?""",
                        carrier,
                        key,
                        clock.millis(),
                        since()))
                > 0;
    }

    @Override
    public boolean contains(String key) {
        return store().read(connection -> Sql.number(
                        connection,
                        "SELECT COUNT(*) FROM intake_file WHERE carrier_id = ? AND file_key = ? AND taken_at >= ?",
                        carrier,
                        key,
                        since()))
                > 0;
    }

    @Override
    public boolean remove(String key) {
        return store().write(connection -> Sql.update(
                        connection, "DELETE FROM intake_file WHERE carrier_id = ? AND file_key = ?", carrier, key))
                > 0;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        store().write(connection -> Sql.update(connection, "DELETE FROM intake_file WHERE carrier_id = ?", carrier));
    }

    private long since() {
        return keepFiles ? 0 : started;
    }

    private Database store() {
        return Objects.requireNonNull(database, "carrier-sftp-source: bean hubDatabase is missing");
    }
}
