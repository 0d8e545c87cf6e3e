package io.caravanserai.store;

import io.caravanserai.config.HubConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The hub's database. Reads run on a pool; writes are transactions that are durable when the call returns. On SQLite
 * all writes pass one {@link GroupingWriter} that puts many callers' transactions into one commit.
 */
public final class Database implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Dialect dialect;
    private final Pool pool;
    private final @Nullable GroupingWriter writer;
    private final @Nullable ThreadPoolExecutor asyncWriters;
    private final @Nullable StoreClock clock;

    private Database(
            Dialect dialect,
            Pool pool,
            @Nullable GroupingWriter writer,
            @Nullable ThreadPoolExecutor asyncWriters,
            @Nullable StoreClock clock) {
        this.dialect = dialect;
        this.pool = pool;
        this.writer = writer;
        this.asyncWriters = asyncWriters;
        this.clock = clock;
    }

    /** Fewer threads than connections, so that waiting work never takes the last one; a full queue makes callers work. */
    private static ThreadPoolExecutor asyncWriters(int connections) {
        int threads = Math.max(1, connections - 2);
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(10_000),
                work -> {
                    Thread thread = new Thread(work, "hub-store-async-writer");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * Opens the database of the configuration, creating and migrating it when needed.
     *
     * @throws StoreException when it cannot be reached or a migration fails
     */
    public static Database open(HubConfig.Store config, Path dataDir) {
        return config.url().isPresent() ? postgres(config, config.url().get()) : sqlite(config, dataDir);
    }

    private static Database sqlite(HubConfig.Store config, Path dataDir) {
        Path file = dataDir.resolve("store").resolve("hub.db");
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the data folder " + file.getParent(), e);
        }
        String url = "jdbc:sqlite:" + file;
        Pool writing = Pool.sqliteWriter(url);
        Migrations.sqlite(writing.source()).run();
        Pool reading = Pool.sqliteReaders(url, config.pool());
        return new Database(Dialect.SQLITE, reading, new GroupingWriter(writing), null, null);
    }

    private static Database postgres(HubConfig.Store config, String url) {
        Pool pool = Pool.postgres(config, url);
        Migrations.postgresql(url, config.user(), config.password()).run();
        return new Database(Dialect.POSTGRESQL, pool, null, asyncWriters(config.pool()), StoreClock.start(pool));
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * The time by which all nodes go that share this database, in UTC: what is due, what is leased and until when anything
     * is good. On SQLite, which has one node, that node's own.
     */
    public Clock clock() {
        return clock == null ? Clock.systemUTC() : clock.withZone(ZoneOffset.UTC);
    }

    /** A pool for libraries that want a {@link DataSource}; on SQLite its connections wait for the writer. */
    public DataSource dataSource() {
        return pool.source();
    }

    /**
     * Runs queries in one read transaction.
     *
     * @throws StoreException when the database fails
     */
    public <T extends @Nullable Object> T read(Sql.Work<T> work) {
        try {
            return transaction(work, Connection::rollback);
        } catch (SQLException e) {
            throw new StoreException("the store could not read: " + e.getMessage(), e);
        }
    }

    /**
     * Runs a transaction; when this returns, its effect is durable. The work may run more than once, since PostgreSQL
     * may ask for it after a deadlock, and must not have effects outside the database.
     *
     * @throws StoreException when the database fails; nothing was kept
     * @throws RuntimeException whatever the work threw; nothing was kept
     */
    public <T extends @Nullable Object> T write(Sql.Work<T> work) {
        if (writer == null) {
            return writePooled(work);
        }
        try {
            return writer.submit(work).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw StoreException.writing(e);
        }
    }

    /**
     * Like {@link #write}, for work whose statements may take minutes each, such as deleting all that is old. PostgreSQL
     * has ten minutes to answer each of them, elsewhere half a minute before its connection counts as lost.
     */
    public <T extends @Nullable Object> T writePatiently(Sql.Work<T> work) {
        if (dialect == Dialect.SQLITE) {
            return write(work);
        }
        return write(connection -> {
            Patience.extend(connection);
            return work.run(connection);
        });
    }

    /**
     * Runs a statement that may be in no transaction, on a connection of the readers.
     *
     * @throws StoreException when the database fails
     */
    public <T extends @Nullable Object> T outside(Sql.Work<T> work) {
        try (Connection connection = pool.connection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw new StoreException("the store could not do it: " + e.getMessage(), e);
        }
    }

    /** Like {@link #write}, without waiting: many transactions of one caller share a commit on SQLite. */
    public <T extends @Nullable Object> CompletableFuture<T> writeAsync(Sql.Work<T> work) {
        if (writer != null) {
            return writer.submit(work);
        }
        if (asyncWriters == null || asyncWriters.isShutdown()) {
            return CompletableFuture.failedFuture(
                    new StoreException("the store is closed", new IllegalStateException("write after close")));
        }
        return CompletableFuture.supplyAsync(() -> writePooled(work), asyncWriters);
    }

    private <T extends @Nullable Object> T writePooled(Sql.Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction(work, Connection::commit);
            } catch (SQLException e) {
                if (!TransactionRetry.worthwhile(e, attempt)) {
                    throw StoreException.writing(e);
                }
                TransactionRetry.pause(attempt);
            }
        }
    }

    @FunctionalInterface
    private interface End {
        void of(Connection transaction) throws SQLException;
    }

    private <T extends @Nullable Object> T transaction(Sql.Work<T> work, End end) throws SQLException {
        try (Connection connection = pool.connection()) {
            connection.setAutoCommit(false);
            T result;
            try {
                result = work.run(connection);
                end.of(connection);
            } catch (SQLException | RuntimeException | Error e) {
                undo(connection, e);
                throw e;
            }
            connection.setAutoCommit(true);
            return result;
        }
    }

    /** On a connection that is lost it fails too, which says less than why it was to be undone. */
    private static void undo(Connection connection, Throwable reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** Finishes the writes that were asked for, then closes; later ones fail. */
    @Override
    public void close() {
        if (clock != null) {
            clock.close();
        }
        if (writer != null) {
            writer.close();
        }
        if (asyncWriters != null) {
            asyncWriters.shutdown();
            try {
                if (!asyncWriters.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
                    asyncWriters.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        pool.close();
    }
}
