package io.caravanserai.label.queue;

import io.caravanserai.budget.CarrierAccount;
import io.caravanserai.budget.Rate;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelDocument;
import io.caravanserai.label.buy.RetryPolicy;
import io.caravanserai.label.buy.SoldParcel;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Lanes of the carrier acme over a test's store, and what it sells. */
final class Lanes {
    private Lanes() {}

    static LabelQueue queue(Database database, String node) {
        return new LabelQueue(database, node, Outbox.NONE, news -> {}, Clock.systemUTC());
    }

    /** @param nanoTime by which the node counts its leases */
    static LabelQueue queue(Database database, String node, LongSupplier nanoTime) {
        return new LabelQueue(database, node, Outbox.NONE, news -> {}, Clock.systemUTC(), nanoTime);
    }

    static LaneSettings lane(Set<String> customers, int maxInFlight, Optional<Rate> rate) {
        return new LaneSettings(
                new CarrierAccount("acme", "default"),
                customers,
                rate,
                maxInFlight,
                CutOffs.NONE,
                Priorities.NONE,
                retries());
    }

    static LaneSettings account(String name, Set<String> customers) {
        return new LaneSettings(
                new CarrierAccount("acme", name),
                customers,
                Optional.empty(),
                2,
                CutOffs.NONE,
                Priorities.NONE,
                retries());
    }

    static RetryPolicy retries() {
        return new RetryPolicy(List.of(Duration.ofMillis(100), Duration.ofMillis(500)), Duration.ofMinutes(1));
    }

    static CarrierAnswer sold(String reference) {
        return new CarrierAnswer.Sold(
                Optional.empty(),
                List.of(new SoldParcel(
                        "T" + reference,
                        Map.of("routing", "X"),
                        Optional.of(new LabelDocument("zpl", "^XA^XZ".getBytes(StandardCharsets.UTF_8))))));
    }

    static String text(Database database, String sql) {
        return text(database, 1, sql);
    }

    static String text(Database database, int column, String sql) {
        return database.read(connection ->
                Sql.first(connection, sql, row -> row.getString(column)).orElse("nothing"));
    }

    static long number(Database database, String sql) {
        return database.read(connection -> Sql.number(connection, sql));
    }
}
