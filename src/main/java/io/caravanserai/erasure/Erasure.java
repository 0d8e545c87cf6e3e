package io.caravanserai.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.behaviour.ProfileErasure;
import io.caravanserai.event.Ids;
import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Erases a person from the store: shipments and what belongs to them lose the person and keep the rest, profiles of
 * visitors go, and an e-mail address or telephone number is taken out wherever else it stands. Each object is a
 * transaction of its own; broken off, it is asked for again and goes on.
 */
public final class Erasure {
    private static final String BUSY =
            """
            SELECT COUNT(*) FROM label_work WHERE shipment_id = ?
            AND status IN ('queued', 'requesting', 'unknown', 'undocumented', 'voiding')""";

    private final Database database;
    private final Supplier<List<ErasureReport.Elsewhere>> elsewhere;
    private final Clock clock;

    /** @param elsewhere what else has raw data of all people, and until when */
    public Erasure(Database database, Supplier<List<ErasureReport.Elsewhere>> elsewhere, Clock clock) {
        this.database = database;
        this.elsewhere = elsewhere;
        this.clock = clock;
    }

    /**
     * @param dryRun only to tell what would be done
     * @return once it is durable
     */
    public ErasureReport run(Subject subject, boolean dryRun) {
        Traces traces = new Traces(subject);
        List<String> shipments = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        for (String id : database.read(connection -> shipments(connection, subject, traces))) {
            boolean busy = database.read(connection -> Sql.number(connection, BUSY, id)) > 0;
            (busy ? waiting : shipments).add(id);
        }
        Work work = new Work(database, dryRun);
        for (String id : shipments) {
            OwnShipment shipment = new OwnShipment(id, traces, (role, address) -> isMine(subject, role, address));
            work.write(shipment::erase);
        }
        Set<String> profiles = database.read(connection -> profiles(connection, subject, traces));
        for (String id : profiles) {
            work.write((connection, tally) -> {
                if (ProfileErasure.erase(connection, database.dialect(), id)) {
                    tally.deleted("profile", id);
                }
            });
        }
        if (!traces.own().isEmpty()) {
            work.write((connection, tally) -> strayEvents(connection, traces, tally));
            Place.ALL.stream()
                    .filter(place -> waiting.isEmpty() || !place.table().equals("shipment"))
                    .forEach(place -> place.erase(work, traces));
        }
        if (!dryRun) {
            settle();
        }
        return new ErasureReport(
                Ids.next(clock.millis()),
                clock.instant().toString(),
                subject.kind(),
                dryRun,
                shipments,
                waiting,
                List.copyOf(profiles),
                work.tally().rewritten(),
                work.tally().deleted(),
                elsewhere.get());
    }

    /** The one to whom a shipment goes, when it was named by its id; else whoever was named. */
    private static boolean isMine(Subject subject, String role, JsonNode address) {
        return subject.shipment() != null ? role.equals("to_address") : subject.lives(address);
    }

    private static List<String> shipments(Connection connection, Subject subject, Traces traces) throws SQLException {
        List<String> ids = new ArrayList<>();
        if (subject.profile() != null) {
            return ids;
        }
        String one = subject.shipment();
        Sql.each(
                connection,
                "SELECT id, request FROM shipment" + (one == null ? "" : " WHERE id = ?"),
                row -> {
                    boolean mine = false;
                    for (var role : Json.kept(row.getString(2))
                            .at("/shipment/addresses")
                            .properties()) {
                        if (isMine(subject, role.getKey(), role.getValue())) {
                            traces.learn(role.getValue());
                            mine = true;
                        }
                    }
                    if (mine) {
                        ids.add(row.getString(1));
                    }
                    return true;
                },
                one == null ? new Object[0] : new Object[] {one});
        return ids;
    }

    private static Set<String> profiles(Connection connection, Subject subject, Traces traces) throws SQLException {
        Set<String> ids = new LinkedHashSet<>();
        if (subject.profile() != null) {
            ids.add(subject.profile());
        }
        for (String value : traces.own()) {
            ids.addAll(Sql.list(
                    connection,
                    "SELECT DISTINCT profile_id FROM behaviour_event WHERE profile_id IS NOT NULL AND LOWER(body) LIKE"
                            + " ?",
                    row -> row.getString(1),
                    "%" + value + "%"));
        }
        return ids;
    }

    /** Events of visitors without a profile. */
    private static void strayEvents(Connection connection, Traces traces, Tally tally) throws SQLException {
        for (String value : traces.own()) {
            String like = "%" + value + "%";
            Sql.update(
                    connection,
                    """
                    DELETE FROM behaviour_outbox WHERE seq IN
                    (SELECT seq FROM behaviour_event WHERE profile_id IS NULL AND LOWER(body) LIKE ?)""",
                    like);
            Sql.list(
                            connection,
                            "DELETE FROM behaviour_event WHERE profile_id IS NULL AND LOWER(body) LIKE ? RETURNING seq",
                            row -> row.getLong(1),
                            like)
                    .forEach(seq -> tally.deleted("behaviour_event", seq));
        }
    }

    /** What was overwritten in the file of SQLite stands in its journal until that is folded in. */
    private void settle() {
        if (database.dialect() == Dialect.SQLITE) {
            database.outside(
                    connection -> Sql.list(connection, "PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1)));
        }
    }
}
