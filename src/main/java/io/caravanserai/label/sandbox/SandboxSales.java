package io.caravanserai.label.sandbox;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What the sandbox carrier sold. Like many a carrier it sells the same reference twice when asked twice. */
public final class SandboxSales {
    private final Database database;
    private final Clock clock;

    public SandboxSales(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Sells labels for so many parcels; answers their tracking numbers. */
    List<String> sell(String reference, int parcels) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < parcels; i++) {
            numbers.add("SBX%015d".formatted(ThreadLocalRandom.current().nextLong(1_000_000_000_000_000L)));
        }
        long now = clock.millis();
        database.write(connection -> Sql.batch(
                connection,
                "INSERT INTO sandbox_label (tracking_number, reference, sold_at) VALUES (?,?,?)",
                numbers.stream()
                        .map(number -> new Object[] {number, reference + "/" + numbers.indexOf(number), now})
                        .toList()));
        return numbers;
    }

    /** Tracking numbers sold under a reference, in the order of its parcels; of two sales the first. */
    List<String> find(String reference) {
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT reference, MIN(tracking_number) FROM sandbox_label
                WHERE reference LIKE ? AND voided_at IS NULL GROUP BY reference ORDER BY LENGTH(reference), reference""",
                row -> row.getString(2),
                reference + "/%"));
    }

    /** Gives back what was sold under a reference; whether there was anything. */
    boolean cancel(String reference) {
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE sandbox_label SET voided_at = ? WHERE reference LIKE ? AND voided_at IS NULL",
                        clock.millis(),
                        reference + "/%"))
                > 0;
    }

    /** Parcels whose label was sold more than once: none, if the buyer is careful. */
    public long duplicates() {
        return database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) - COUNT(DISTINCT reference) FROM sandbox_label"));
    }

    /** Labels sold, those given back included. */
    public long sold() {
        return database.read(connection -> Sql.number(connection, "SELECT COUNT(*) FROM sandbox_label"));
    }
}
