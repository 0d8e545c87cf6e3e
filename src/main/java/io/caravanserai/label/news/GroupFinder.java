package io.caravanserai.label.news;

import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Finds what the records of label.completed belong to: each shipment itself, and its batches. */
public final class GroupFinder {
    /** Label work that has ended; a batch waits for all others. */
    static final String ENDED = "status IN ('made', 'failed', 'cancelled')";

    private final Database database;
    private final BiConsumer<byte[], String> deadLetters;
    private final Clock clock;

    /**
     * @param deadLetters takes a record that cannot be read, with the reason, and returns when that is durable
     */
    public GroupFinder(Database database, BiConsumer<byte[], String> deadLetters, Clock clock) {
        this.database = database;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    private record Batch(String id, boolean open, long deadline, int size) {}

    /** One for each shipment and each batch, with what these records add to it. */
    public Collection<LabelGroup> groups(List<byte[]> records) {
        Set<String> shipments = new LinkedHashSet<>();
        Set<String> opened = new LinkedHashSet<>();
        for (byte[] record : records) {
            try {
                OutcomeMessage message = Json.read(record, OutcomeMessage.class);
                (message.shipmentId() == null ? opened : shipments).add(message.key());
            } catch (IllegalArgumentException e) {
                deadLetters.accept(record, "not a label outcome of the hub: something else wrote to the topic");
            }
        }
        List<LabelGroup> groups = new ArrayList<>();
        shipments.forEach(id -> groups.add(LabelGroup.shipment(id)));
        groups.addAll(database.read(connection -> batches(connection, shipments, opened)));
        return groups;
    }

    private List<LabelGroup> batches(Connection connection, Set<String> shipments, Set<String> opened)
            throws SQLException {
        Map<String, Set<String>> done = new LinkedHashMap<>();
        collect(
                connection,
                "SELECT batch_id, shipment_id FROM label_batch_shipment WHERE shipment_id IN",
                shipments,
                done);
        // what ended before the batch was made has no record that tells the batch
        opened.forEach(batch -> done.computeIfAbsent(batch, any -> new LinkedHashSet<>()));
        collect(
                connection,
                """
                SELECT b.batch_id, b.shipment_id FROM label_batch_shipment b
                JOIN label_work w ON w.shipment_id = b.shipment_id AND w.%s WHERE b.batch_id IN"""
                        .formatted(ENDED),
                opened,
                done);
        return Sql.listIn(
                        connection,
                        """
                        SELECT b.id, b.status, b.deadline, (SELECT COUNT(*) FROM label_batch_shipment s
                            WHERE s.batch_id = b.id) FROM label_batch b WHERE b.id IN""",
                        row -> new Batch(
                                row.getString(1), row.getString(2).equals("open"), row.getLong(3), row.getInt(4)),
                        done.keySet())
                .stream()
                .map(batch -> LabelGroup.batch(
                        batch.id(),
                        done.getOrDefault(batch.id(), Set.of()),
                        batch.size(),
                        batch.deadline(),
                        !batch.open() || batch.deadline() <= clock.millis()))
                .toList();
    }

    private static void collect(Connection connection, String sql, Set<String> values, Map<String, Set<String>> done)
            throws SQLException {
        for (String[] pair :
                Sql.listIn(connection, sql, row -> new String[] {row.getString(1), row.getString(2)}, values)) {
            done.computeIfAbsent(pair[0], any -> new LinkedHashSet<>()).add(pair[1]);
        }
    }
}
