package io.caravanserai.label.sscc;

import io.caravanserai.label.gs1.Sscc;
import io.caravanserai.store.Database;
import io.caravanserai.store.KeyLocks;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The ranges of all accounts. An account without one gets a test range when it first needs a number. */
public final class SsccRangeStore {
    /** GS1 General Specifications, section 1.4.2: for demonstrations and examples. */
    static final String TEST_PREFIX = "952";

    private static final String COLUMNS =
            "account_number, prefix, active, test, first_serial, last_serial, next_serial FROM sscc_range";

    private final Database database;
    private final Clock clock;

    public SsccRangeStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Serial references behind one prefix that nobody else gives out. */
    record Block(String prefix, long first, long last) {}

    /** What came of setting a range. */
    public sealed interface Change {
        /** From now on numbers come from it. */
        record Done(SsccRange range) implements Change {}

        /** Nothing changed, and why. */
        record Refused(String reason) implements Change {}

        /** There is no such account. */
        record NoAccount() implements Change {}
    }

    /** All ranges, those in use first in each account. */
    public List<SsccRange> all() {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT " + COLUMNS + " ORDER BY account_number, active DESC, prefix",
                SsccRangeStore::range));
    }

    Optional<String> activePrefix(String account) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT prefix FROM sscc_range WHERE account_number = ? AND active = 1",
                row -> row.getString(1),
                account));
    }

    /**
     * Takes the next serial references for this node alone; whoever crashes loses what he took.
     *
     * @return empty when the range is used up
     * @throws IllegalArgumentException when there is no such account
     */
    Optional<Block> take(String account, int size) {
        return database.write(connection -> {
            Optional<SsccRange> after = advance(connection, account, size);
            if (after.isEmpty() && active(connection, account).isEmpty()) {
                addTestRange(connection, account);
                after = advance(connection, account, size);
            }
            return after.map(range -> new Block(
                    range.prefix(), range.nextSerial() - size, Math.min(range.nextSerial() - 1, range.lastSerial())));
        });
    }

    private Optional<SsccRange> advance(Connection connection, String account, int size) throws SQLException {
        return Sql.first(
                connection,
                """
                UPDATE sscc_range SET next_serial = next_serial + ?, updated_at = ?
                WHERE account_number = ? AND active = 1 AND next_serial <= last_serial
                RETURNING account_number, prefix, active, test, first_serial, last_serial, next_serial""",
                SsccRangeStore::range,
                size,
                clock.millis(),
                account);
    }

    private void addTestRange(Connection connection, String account) throws SQLException {
        KeyLocks.take(connection, database.dialect(), List.of("sscc-ranges"));
        if (!accountExists(connection, account)) {
            throw new IllegalArgumentException("there is no account " + account);
        }
        if (active(connection, account).isPresent()) {
            return;
        }
        long number = Sql.number(connection, "SELECT COUNT(*) FROM sscc_range WHERE test = 1") + 1;
        String prefix = Sscc.prefix("0", TEST_PREFIX + String.format("%06d", number));
        insert(connection, account, prefix, true, 0, Sscc.greatestSerial(prefix));
    }

    /** Lets an account take its numbers from a range from now on; one it had before goes on where it was. */
    public Change set(String account, SsccRange.Request wanted) {
        return database.write(connection -> {
            KeyLocks.take(connection, database.dialect(), List.of("sscc-ranges"));
            if (!accountExists(connection, account)) {
                return new Change.NoAccount();
            }
            Optional<String> refusal = refusal(connection, account, wanted);
            if (refusal.isPresent()) {
                return new Change.Refused(refusal.get());
            }
            Sql.update(connection, "UPDATE sscc_range SET active = 0 WHERE account_number = ?", account);
            if (Sql.update(
                            connection,
                            """
                            UPDATE sscc_range SET active = 1, warned_at = NULL, updated_at = ?, last_serial = ?,
                              next_serial = CASE WHEN next_serial < ? THEN ? ELSE next_serial END
                            WHERE prefix = ?""",
                            clock.millis(),
                            wanted.last(),
                            wanted.first(),
                            wanted.first(),
                            wanted.prefix())
                    == 0) {
                insert(connection, account, wanted.prefix(), false, wanted.first(), wanted.last());
            }
            return new Change.Done(active(connection, account).orElseThrow());
        });
    }

    /** Why the account may not have it: it is for tests, or two would give out the same number. */
    private static Optional<String> refusal(Connection connection, String account, SsccRange.Request wanted)
            throws SQLException {
        if (Sql.number(connection, "SELECT sandbox FROM account WHERE account_number = ?", account) == 1) {
            return Optional.of(
                    "Account " + account + " is a sandbox: its labels have test numbers, and none may travel."
                            + " Give the range to another account.");
        }
        return Sql.first(
                connection,
                "SELECT prefix, account_number FROM sscc_range WHERE (prefix LIKE ? OR ? LIKE prefix || '%')"
                        + " AND NOT (prefix = ? AND account_number = ?)",
                row -> "Prefix " + wanted.prefix() + " overlaps with " + row.getString(1) + " of account "
                        + row.getString(2) + ": two labels could have the same number. Choose another extension digit.",
                wanted.prefix() + "%",
                wanted.prefix(),
                wanted.prefix(),
                account);
    }

    private void insert(Connection connection, String account, String prefix, boolean test, long first, long last)
            throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO sscc_range (prefix, account_number, active, test, first_serial, last_serial, next_serial,
                  created_at, updated_at) VALUES (?,?,1,?,?,?,?,?,?)""",
                prefix,
                account,
                test,
                first,
                last,
                first,
                clock.millis(),
                clock.millis());
    }

    /** Whether it is time to tell people that the account's range is nearly used up, which is told once. */
    boolean warn(String account) {
        return database.write(connection -> {
            Optional<SsccRange> range = active(connection, account);
            return range.isPresent()
                    && range.get().state() != SsccRange.State.OK
                    && Sql.update(
                                    connection,
                                    "UPDATE sscc_range SET warned_at = ? WHERE prefix = ? AND warned_at IS NULL",
                                    clock.millis(),
                                    range.get().prefix())
                            == 1;
        });
    }

    private static boolean accountExists(Connection connection, String account) throws SQLException {
        return Sql.number(connection, "SELECT COUNT(*) FROM account WHERE account_number = ?", account) > 0;
    }

    private static Optional<SsccRange> active(Connection connection, String account) throws SQLException {
        return Sql.first(
                connection,
                "SELECT " + COLUMNS + " WHERE account_number = ? AND active = 1",
                SsccRangeStore::range,
                account);
    }

    private static SsccRange range(ResultSet row) throws SQLException {
        return new SsccRange(
                row.getString("account_number"),
                row.getString("prefix"),
                row.getInt("active") == 1,
                row.getInt("test") == 1,
                row.getLong("first_serial"),
                row.getLong("last_serial"),
                row.getLong("next_serial"));
    }
}
