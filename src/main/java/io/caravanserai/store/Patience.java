package io.caravanserai.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long PostgreSQL waits for a node and a node for PostgreSQL. A node that was stopped or cut off in the middle of a
 * transaction loses it before those give up that wait for its locks, and a call into a network that is gone ends.
 * Parameters of the driver in {@code hub.db.url} win, such as {@code socketTimeout}.
 */
final class Patience {
    /** Between two statements of a transaction; what the hub does there takes milliseconds. */
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(10);
    /** Longer, so that whoever waits for such a transaction gets its lock. */
    private static final Duration LOCK = Duration.ofSeconds(15);
    /** For an answer; longer, so that a statement that waits for a lock is told so. */
    private static final Duration ANSWER = Duration.ofSeconds(30);
    /** For the answer to work of {@link Database#writePatiently}. */
    private static final Duration LONG_ANSWER = Duration.ofMinutes(10);

    private Patience() {}

    static void limit(HikariConfig pool) {
        pool.setKeepaliveTime(Duration.ofMinutes(1).toMillis());
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("connectTimeout", "10");
        pool.addDataSourceProperty("socketTimeout", String.valueOf(ANSWER.toSeconds()));
        pool.setConnectionInitSql(session());
    }

    private static String session() {
        return String.join(
                "; ",
                // a plan kept from when a table was empty compares every row with every value of an IN list once it is
                // full
                "SET plan_cache_mode = force_custom_plan",
                // a server, database or role may say off, and what was acknowledged would be lost when it crashes
                "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
                "SET idle_in_transaction_session_timeout = " + IDLE_IN_TRANSACTION.toMillis(),
                "SET lock_timeout = " + LOCK.toMillis(),
                // the server's side: it gives up a node that takes no more of an answer, or is not there any more
                "SET tcp_user_timeout = " + ANSWER.toMillis(),
                "SET tcp_keepalives_idle = 60",
                "SET tcp_keepalives_interval = 10");
    }

    /** Until this connection of a pool is given back. */
    static void extend(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONG_ANSWER.toMillis()));
    }
}
