package io.caravanserai.retention;

import io.caravanserai.store.Database;
import io.caravanserai.store.Lease;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old rows in portions, each a transaction of its own, so that nobody waits for long whatever their number. One
 * node of several does it. Rows that are archived go once their file is durable.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    /** Rows of one transaction. */
    private static final int PORTION = 500;
    /** Rows that are looked for together, which may mean to read the whole table. */
    static final int LOOKED_FOR = 20_000;

    private static final Duration PROGRESS = Duration.ofSeconds(30);
    private static final Duration TERM = Duration.ofMinutes(2);

    private final Database database;
    private final Lease lease;
    private final Optional<Archive> archive;

    /** @param node unique among live processes on one database */
    public Retention(Database database, String node, Optional<Archive> archive) {
        this.database = database;
        this.lease = new Lease(database, "housekeeping", node, TERM);
        this.archive = archive;
    }

    /** Whether this node is the one that forgets now; other nodes leave it to that one. */
    public boolean isMine() {
        return lease.hold();
    }

    /** Where rows go before they are deleted, if anywhere. */
    public Optional<Archive> archive() {
        return archive;
    }

    /**
     * Deletes what is older, until nothing is or another node has taken over.
     *
     * @param before epoch milliseconds
     * @return how many rows are gone, those of details not counted
     */
    public int forget(Expiry expiry, long before) {
        int gone = 0;
        long told = System.nanoTime();
        while (isMine()) {
            List<@Nullable Object[]> keys = next(expiry, before);
            int deleted = 0;
            for (int from = 0; from < keys.size() && lease.hold(); from += PORTION) {
                List<@Nullable Object[]> portion = keys.subList(from, Math.min(keys.size(), from + PORTION));
                deleted += database.write(connection -> delete(connection, expiry, portion, before));
            }
            gone += deleted;
            if (deleted == 0) {
                break; // nothing is left, or others hold what is: it goes the next time
            }
            if (System.nanoTime() - told > PROGRESS.toNanos()) {
                LOG.info("forgetting what={} gone={}", expiry.kind(), gone);
                told = System.nanoTime();
            }
        }
        return gone;
    }

    /** Keys of the oldest rows; archived, if they are to be. */
    private List<@Nullable Object[]> next(Expiry expiry, long before) {
        if (expiry.archived() && archive.isPresent()) {
            return archive.get().keep(database, expiry, before);
        }
        return database.read(connection -> Sql.list(
                connection,
                expiry.select(String.join(", ", expiry.keys())),
                expiry::key,
                expiry.parameters(new Object[0], before, LOOKED_FOR)));
    }

    private int delete(Connection connection, Expiry expiry, List<@Nullable Object[]> keys, long before)
            throws SQLException {
        lease.fence(connection);
        int deleted = 0;
        for (@Nullable Object[] key : keys) {
            @Nullable Object[] parameters = expiry.parameters(key, before);
            if (!expiry.details().isEmpty()) {
                if (Sql.first(connection, expiry.take(database.dialect()), row -> 1, parameters)
                        .isEmpty()) {
                    continue;
                }
                for (Expiry.Detail detail : expiry.details()) {
                    Sql.update(connection, detail.delete(), key);
                }
            }
            deleted += Sql.update(connection, expiry.delete(), parameters);
        }
        return deleted;
    }
}
