package io.caravanserai.intake;

import io.caravanserai.edi.InterchangeHeader;
import io.caravanserai.retention.Expiry;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Remembers in the store which interchanges of a carrier were read, by sender, receiver, control number, test mark and
 * content. They count as taken once the whole file they stand in is durable: what a crash left half read is read again.
 */
public final class InterchangeLog {
    /** Interchanges that were read long ago. */
    public static final Expiry EXPIRY = Expiry.forgotten(
            "interchanges",
            "interchange_log",
            List.of("carrier_id", "standard", "sender", "receiver", "control", "test", "digest"),
            "seen_at");

    private static final String SAME_NUMBER =
            " WHERE carrier_id = ? AND standard = ? AND sender = ? AND receiver = ? AND control = ? AND test = ?";

    private final Database database;
    private final String carrier;
    private final Clock clock;

    InterchangeLog(Database database, String carrier, Clock clock) {
        this.database = database;
        this.carrier = carrier;
        this.clock = clock;
    }

    /**
     * What a sender promises to use once: the control number between these two ends (X12 ISA05 to ISA08, ISA13, ISA15;
     * EDIFACT UNB S002, S003, 0020, 0035).
     */
    record Key(String standard, String sender, String receiver, String control, boolean test) {
        static Key of(InterchangeHeader header) {
            return new Key(
                    header.standard(),
                    header.sender().qualifier() + ":" + header.sender().id(),
                    header.receiver().qualifier() + ":" + header.receiver().id(),
                    header.control(),
                    header.test());
        }
    }

    /**
     * @param digest SHA-256 of its messages as hexadecimal digits
     * @param offset byte offset in its file
     */
    record Entry(Key key, String digest, long offset) {}

    /** A file as its carrier's server lists it: one that is read again after a crash has the same key. */
    record SourceFile(String key, String name) {}

    /** An interchange that came before, and when. */
    record Earlier(String file, long offset, Instant at) {}

    /** Whether this very interchange, or one after it in the same file, was read before: the file is read again. */
    boolean isReadAgain(Key key, SourceFile file, long offset) {
        return database.read(connection -> Sql.number(
                        connection,
                        "SELECT COUNT(*) FROM interchange_log" + SAME_NUMBER + " AND file_key = ? AND file_offset >= ?",
                        row(key, file.key(), offset)))
                > 0;
    }

    /** The first interchange with this control number that was taken, or that stands before it in the same file. */
    Optional<Earlier> earlier(Key key, SourceFile file, long offset) {
        return database.read(connection -> earlier(connection, "", row(key, file.key(), offset)));
    }

    /** The same with this content only. */
    Optional<Earlier> earlier(Key key, SourceFile file, long offset, String digest) {
        return database.read(
                connection -> earlier(connection, " AND digest = ?", row(key, file.key(), offset, digest)));
    }

    private static Optional<Earlier> earlier(Connection connection, String also, Object[] values) throws SQLException {
        return Sql.first(
                connection,
                "SELECT file_name, file_offset, seen_at FROM interchange_log" + SAME_NUMBER
                        + " AND (taken = 1 OR (file_key = ? AND file_offset < ?))" + also
                        + " ORDER BY seen_at, file_offset LIMIT 1",
                row -> new Earlier(row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3))),
                values);
    }

    /** The values of a key as in SAME_NUMBER, and more. */
    private Object[] row(Key key, Object... more) {
        Object[] first = {carrier, key.standard(), key.sender(), key.receiver(), key.control(), key.test()};
        return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray();
    }

    /** Notes interchanges of a file that is still being read. */
    void read(SourceFile file, List<Entry> entries) {
        database.write(connection -> insert(connection, file, entries));
    }

    /** Notes the last interchanges of a file, all of which is durable now. */
    void taken(SourceFile file, List<Entry> last) {
        database.write(connection -> {
            insert(connection, file, last);
            return Sql.update(
                    connection,
                    "UPDATE interchange_log SET taken = 1 WHERE carrier_id = ? AND file_key = ? AND taken = 0",
                    carrier,
                    file.key());
        });
    }

    /** A file that was never read to its end gives its place to one that comes now. */
    private int insert(Connection connection, SourceFile file, List<Entry> entries) throws SQLException {
        long now = clock.millis();
        return Sql.batch(
                connection,
                """
                INSERT INTO interchange_log (carrier_id, standard, sender, receiver, control, test, digest, file_key,
                    file_name, file_offset, taken, seen_at)
                VALUES (?,?,?,?,?,?,?,?,?,?,0,?)
                ON CONFLICT (carrier_id, standard, sender, receiver, control, test, digest) DO UPDATE
                SET file_key = excluded.file_key, file_name = excluded.file_name, file_offset = excluded.file_offset,
                    seen_at = excluded.seen_at
                WHERE interchange_log.taken = 0 AND interchange_log.file_key <> excluded.file_key""",
                entries.stream()
                        .map(entry -> row(entry.key(), entry.digest(), file.key(), file.name(), entry.offset(), now))
                        .toList());
    }
}
