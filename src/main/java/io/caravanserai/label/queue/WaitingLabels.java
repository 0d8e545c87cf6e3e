package io.caravanserai.label.queue;

import io.caravanserai.budget.CarrierAccount;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the store for one lane. It looks at the first of each customer and service, by an index; how many wait
 * behind them makes no difference.
 */
final class WaitingLabels {
    /** As the partial indexes of the table say it, word for word: else SQLite does not use them. */
    static final String WAITING = "status IN ('queued', 'unknown', 'undocumented', 'voiding')";

    private static final List<String> STATES = List.of("queued", "unknown", "undocumented", "voiding");

    /** So many of each customer and service are looked at together. */
    private static final int OF_EACH = 32;

    static final String NEXT_LINE =
            """
            SELECT account_number, service FROM label_work
            WHERE carrier_id = ? AND status = '%1$s' AND %2$s AND %3$s AND (account_number, service) > (?, ?)
            ORDER BY account_number, service LIMIT 1""";

    /** The sign keeps SQLite from reading all that is due and sorting it. */
    static final String OLDEST =
            """
            SELECT * FROM label_work
            WHERE carrier_id = ? AND status = '%1$s' AND %2$s AND %3$s AND account_number = ? AND service = ?
              AND +due_at <= ?
            ORDER BY priority DESC, created_at, id LIMIT %4$d""";

    static final String NEXT_DUE =
            """
            SELECT due_at FROM label_work WHERE carrier_id = ? AND status = '%1$s' AND %2$s AND %3$s AND due_at > ?
            ORDER BY due_at LIMIT 1""";

    private final Database database;
    private final CarrierAccount account;
    private final Clock clock;

    WaitingLabels(Database database, CarrierAccount account, Clock clock) {
        this.database = database;
        this.account = account;
        this.clock = clock;
    }

    /** The labels of one customer by one service. */
    private record Line(String customer, String service) {}

    /** What may be done now, the first of each customer and service. */
    List<LabelWork> load(LaneShare share) {
        long now = clock.millis();
        return database.read(connection -> {
            List<LabelWork> found = new ArrayList<>();
            for (String state : STATES) {
                collect(connection, state, Optional.of(account.name()), share, now, found);
                if (!share.onlyChosen()) {
                    collect(connection, state, Optional.empty(), share, now, found);
                }
            }
            return found;
        });
    }

    /** @param chosen the account that labels stay with; empty for those that any may buy */
    private void collect(
            Connection connection,
            String state,
            Optional<String> chosen,
            LaneShare share,
            long now,
            List<LabelWork> found)
            throws SQLException {
        Optional<Line> line = after(connection, state, chosen, new Line("", ""));
        while (line.isPresent()) {
            Line present = line.get();
            if (chosen.isPresent() || share.takes(present.customer())) {
                found.addAll(Sql.list(
                        connection,
                        sql(OLDEST, state, chosen),
                        LabelWorkStore::work,
                        parameters(chosen, present.customer(), present.service(), now)));
            }
            line = after(connection, state, chosen, present);
        }
    }

    private Optional<Line> after(Connection connection, String state, Optional<String> chosen, Line line)
            throws SQLException {
        return Sql.first(
                connection,
                sql(NEXT_LINE, state, chosen),
                row -> new Line(row.getString(1), row.getString(2)),
                parameters(chosen, line.customer(), line.service()));
    }

    /** When something becomes due that is not yet; now and then it is another lane's. */
    OptionalLong nextDue() {
        long now = clock.millis();
        return database.read(connection -> {
            OptionalLong next = OptionalLong.empty();
            for (String state : STATES) {
                for (Optional<String> chosen : List.of(Optional.of(account.name()), Optional.<String>empty())) {
                    long due = Sql.number(connection, sql(NEXT_DUE, state, chosen), parameters(chosen, now));
                    if (due > 0 && due < next.orElse(Long.MAX_VALUE)) {
                        next = OptionalLong.of(due);
                    }
                }
            }
            return next;
        });
    }

    /** @param chosen the account that labels stay with; empty for those that any may buy */
    static String sql(String template, String state, Optional<String> chosen) {
        return template.formatted(
                state, WAITING, chosen.isPresent() ? "carrier_account = ?" : "carrier_account IS NULL", OF_EACH);
    }

    private @Nullable Object[] parameters(Optional<String> chosen, Object... more) {
        List<Object> all = new ArrayList<>(List.of(account.carrier()));
        chosen.ifPresent(all::add);
        all.addAll(List.of(more));
        return all.toArray();
    }
}
