package io.caravanserai.intake;

import io.caravanserai.retention.Expiry;
import io.caravanserai.store.Database;
import io.caravanserai.store.Lease;
import io.caravanserai.store.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in the store which files of a carrier were taken. A file is written here after all its parts are durable on
 * Kafka and before it is moved, so that a crash repeats a file at worst and never loses one.
 *
 * <p>A file that stays is known by name, size and time of change. One that is moved is forgotten with its move, so that
 * the same name with other content is another file whatever its size and time; until then it is known by its content.
 */
public final class FileLog extends ServiceSupport implements IdempotentRepository {
    /** Files that were taken long ago. */
    public static final Expiry EXPIRY =
            Expiry.forgotten("file-names", "intake_file", List.of("carrier_id", "file_key"), "taken_at");

    private static final String TAKE =
            """
            INSERT INTO intake_file (carrier_id, file_key, taken_at, digest, folder) VALUES (?,?,?,?,?)
            ON CONFLICT (carrier_id, file_key) DO UPDATE
            SET taken_at = excluded.taken_at, digest = excluded.digest, folder = excluded.folder""";

    private static final String FORGET = "DELETE FROM intake_file WHERE carrier_id = ? AND file_key = ?";

    private boolean keepFiles = true;
    private String carrier = "";
    private @Nullable Database database;

    /**
     * A file all of whose parts are durable.
     *
     * @param key the folder, its name, size and time of change
     * @param digest SHA-256 of its content, in hex
     * @param folder where it is moved to, relative to its own
     */
    record Taken(String key, String digest, String folder) {}

    /** Whether taken files stay where they are. */
    public void setKeepFiles(boolean keepFiles) {
        this.keepFiles = keepFiles;
    }

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    public void setDatabase(Database database) {
        this.database = database;
    }

    /**
     * Notes files together, in one transaction.
     *
     * @throws io.caravanserai.store.StoreException when another node polls the folder by now, or the store fails
     */
    void take(Lease lease, List<Taken> files) {
        long now = store().clock().millis();
        List<@Nullable Object[]> rows = files.stream()
                .map(file -> new @Nullable Object[] {carrier, file.key(), now, file.digest(), file.folder()})
                .toList();
        store().write(connection -> {
            lease.fence(connection);
            return Sql.batch(connection, TAKE, rows);
        });
    }

    /** Those that were taken and not moved, by key; none of files that stay. */
    Map<String, Taken> unmoved(List<String> keys) {
        Map<String, Taken> found = new HashMap<>();
        if (!keepFiles) {
            store().read(connection -> Sql.listIn(
                            connection,
                            "SELECT file_key, digest, folder FROM intake_file WHERE digest IS NOT NULL AND carrier_id"
                                    + " = ? AND file_key IN",
                            row -> new Taken(row.getString(1), row.getString(2), row.getString(3)),
                            keys,
                            carrier))
                    .forEach(file -> found.put(file.key(), file));
        }
        return found;
    }

    /** They are out of the folder; what comes under their names is new. Does nothing for files that stay. */
    void moved(List<String> keys) {
        if (!keepFiles && !keys.isEmpty()) {
            List<@Nullable Object[]> rows = keys.stream()
                    .map(key -> new @Nullable Object[] {carrier, key})
                    .toList();
            store().write(connection -> Sql.batch(connection, FORGET, rows));
        }
    }

    @Override
    public boolean contains(String key) {
        return keepFiles
                && store().read(connection -> Sql.number(
                                connection,
                                "SELECT COUNT(*) FROM intake_file WHERE carrier_id = ? AND file_key = ?",
                                carrier,
                                key))
                        > 0;
    }

    @Override
    public boolean add(String key) {
        boolean known = contains(key);
        store().write(connection ->
                Sql.update(connection, TAKE, carrier, key, store().clock().millis(), null, null));
        return !known;
    }

    @Override
    public boolean remove(String key) {
        return store().write(connection -> Sql.update(connection, FORGET, carrier, key)) > 0;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        store().write(connection -> Sql.update(connection, "DELETE FROM intake_file WHERE carrier_id = ?", carrier));
    }

    private Database store() {
        return Objects.requireNonNull(database, "carrier-sftp-source: bean hubDatabase is missing");
    }
}
