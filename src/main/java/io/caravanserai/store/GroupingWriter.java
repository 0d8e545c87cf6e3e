package io.caravanserai.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The single writer of SQLite. It takes whatever waits, runs each piece of work in a savepoint of its own and commits
 * once: a commit costs an fsync, so grouping decides the throughput. Work that fails rolls back alone.
 */
final class GroupingWriter implements AutoCloseable {
    private static final int MAX_GROUP = 512;

    private final HikariDataSource source;
    private final BlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>(10_000);
    private final Thread thread;
    private volatile boolean closing;

    GroupingWriter(HikariDataSource source) {
        this.source = source;
        this.thread = new Thread(this::run, "hub-store-writer");
        thread.setDaemon(true);
        thread.start();
    }

    <T extends @Nullable Object> CompletableFuture<T> submit(Sql.Work<T> work) {
        Task<T> task = new Task<>(work);
        if (closing) {
            task.done.completeExceptionally(new StoreException("the store is closing", new IllegalStateException()));
            return task.done;
        }
        try {
            queue.put(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.done.completeExceptionally(new StoreException("interrupted while waiting to write", e));
        }
        return task.done;
    }

    private void run() {
        List<Task<?>> group = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                Task<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.clear();
                    group.add(first);
                    queue.drainTo(group, MAX_GROUP - 1);
                    commit(group);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void commit(List<Task<?>> group) {
        List<Task<?>> succeeded = new ArrayList<>(group.size());
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (Task<?> task : group) {
                    if (task.runIn(connection)) {
                        succeeded.add(task);
                    }
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            succeeded.forEach(Task::complete);
        } catch (SQLException e) {
            StoreException failure = new StoreException("the store could not write: " + e.getMessage(), e);
            group.forEach(task -> task.done.completeExceptionally(failure));
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        source.close();
    }

    private static final class Task<T extends @Nullable Object> {
        private final Sql.Work<T> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable T result;

        Task(Sql.Work<T> work) {
            this.work = work;
        }

        /** Returns whether the work succeeded; a failure is reported at once since it was rolled back alone. */
        boolean runIn(Connection connection) throws SQLException {
            Savepoint savepoint = connection.setSavepoint();
            try {
                result = work.run(connection);
                connection.releaseSavepoint(savepoint);
                return true;
            } catch (SQLException | RuntimeException e) {
                connection.rollback(savepoint);
                connection.releaseSavepoint(savepoint);
                done.completeExceptionally(
                        e instanceof SQLException
                                ? new StoreException("the store could not write: " + e.getMessage(), e)
                                : e);
                return false;
            }
        }

        @SuppressWarnings("NullAway") // T itself says whether null is a result
        void complete() {
            done.complete(result);
        }
    }
}
