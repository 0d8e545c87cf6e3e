package io.caravanserai.edifile;

import io.caravanserai.edi.ack.AckDraft;
import io.caravanserai.event.Json;
import io.caravanserai.event.Sha256;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.util.List;

/**
 * Queues acknowledgements for a carrier: held while its file is being read, released once all of the file is durable.
 * The same interchange of the same file is queued once, however often the file is read.
 */
public final class AckQueue {
    private static final String HELD = "its file is not taken yet";

    private final Database database;
    private final String carrier;
    private final Clock clock;

    public AckQueue(Database database, String carrier, Clock clock) {
        this.database = database;
        this.carrier = carrier;
        this.clock = clock;
    }

    /**
     * @param offset of the interchange in its file
     */
    public record Entry(long offset, AckDraft draft) {}

    /** Name of the outlet through which a carrier is answered. */
    static String outlet(String carrier) {
        return "ack-" + carrier;
    }

    /**
     * Keeps acknowledgements that must not go out yet.
     *
     * @param fileKey tells the file from all others, and is the same when it is read again
     */
    public void hold(String fileKey, List<Entry> entries) {
        String file = Sha256.hex(fileKey);
        long now = clock.millis();
        database.write(connection -> {
            NumberedFiles.register(connection, outlet(carrier), "", now);
            return Sql.batch(
                    connection,
                    """
                    INSERT INTO edi_event (outlet, id, body, created_at, left_out) VALUES (?,?,?,?,?)
                    ON CONFLICT (outlet, id) DO NOTHING""",
                    entries.stream()
                            .map(entry -> new Object[] {
                                outlet(carrier), file + ":" + entry.offset(), Json.bytes(entry.draft()), now, HELD
                            })
                            .toList());
        });
    }

    /** All of the file is durable: its acknowledgements may go out. */
    public void release(String fileKey) {
        // ':' to ';' are all ids of this file
        String file = Sha256.hex(fileKey);
        database.write(connection -> Sql.update(
                connection,
                "UPDATE edi_event SET left_out = NULL WHERE outlet = ? AND id > ? AND id < ? AND left_out = ?",
                outlet(carrier),
                file + ":",
                file + ";",
                HELD));
    }
}
