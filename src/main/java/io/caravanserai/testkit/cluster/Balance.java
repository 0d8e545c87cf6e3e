package io.caravanserai.testkit.cluster;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Duration;
import java.util.Locale;

/**
 * What became of all events once nothing more comes.
 *
 * @param tally as carrier and customer saw it
 * @param stored events in the hub's store
 * @param delivered messages that the hub knows to be delivered
 * @param waiting messages that are neither delivered nor given up
 * @param givenUp messages that are dead letters, or were cancelled
 * @param unread raw messages and events that are dead letters
 */
public record Balance(EventLedger.Tally tally, long stored, long delivered, long waiting, long givenUp, long unread) {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final String BY_STATUS =
            "SELECT COUNT(*) FROM delivery WHERE account_number = ? AND kind = 'tracking' AND status ";

    /**
     * Waits until everything accepted was told and is known to be, or nothing happens any more.
     *
     * @param prefix of the ledger's shipments
     */
    public static Balance of(Cluster cluster, EventLedger ledger, String prefix) throws Exception {
        boolean unused = Waiting.until(
                LONGEST, () -> read(cluster.database(), ledger, prefix).evens());
        return read(cluster.database(), ledger, prefix);
    }

    private static Balance read(Database database, EventLedger ledger, String prefix) {
        String account = ledger.account();
        return database.read(connection -> new Balance(
                ledger.tally(),
                Sql.number(
                        connection,
                        "SELECT COUNT(*) FROM tracking_event WHERE carrier_tracking_id LIKE ?",
                        prefix + "%"),
                Sql.number(connection, BY_STATUS + "= 'delivered'", account),
                Sql.number(connection, BY_STATUS + "= 'pending'", account),
                Sql.number(connection, BY_STATUS + "IN ('dead', 'cancelled')", account),
                Sql.number(connection, "SELECT COUNT(*) FROM dead_letter")));
    }

    /** Whether every accepted event is where it has to be. */
    public boolean evens() {
        return tally.accepted() == stored + unread
                && stored == delivered + givenUp
                && tally.told() == delivered
                && waiting == 0;
    }

    /** Every column of the ledger in one line. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "accepted %d, stored %d, delivered %d, told %d, waiting %d, dead-lettered %d; repeats %d, of them %d with another id; out of order %d",
                tally.accepted(),
                stored,
                delivered,
                tally.told(),
                waiting,
                givenUp + unread,
                tally.repeats(),
                tally.otherIds(),
                tally.outOfOrder());
    }
}
