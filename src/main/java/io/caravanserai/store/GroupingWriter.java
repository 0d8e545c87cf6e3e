package io.caravanserai.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The single writer of SQLite. It takes whatever waits, runs each piece of work in a savepoint of its own and commits
 * once: a commit costs an fsync, so grouping decides the throughput. Work that fails rolls back alone. Every piece of
 * work that was taken in is answered, whatever happens to the thread.
 */
final class GroupingWriter implements AutoCloseable {
    private static final int MAX_GROUP = 512;
    private static final long DRAIN_MILLIS = 10_000;

    private final Pool source;
    private final BlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>(10_000);
    private final Thread thread;
    private volatile boolean closing;

    GroupingWriter(Pool source) {
        this.source = source;
        this.thread = new Thread(this::run, "hub-store-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits while the queue is full.
     *
     * @throws IllegalStateException when called by work of this writer, which would wait for itself
     */
    <T extends @Nullable Object> CompletableFuture<T> submit(Sql.Work<T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a transaction may not begin another: use its own connection");
        }
        Task<T> task = new Task<>(work);
        boolean queued = false;
        try {
            while (!closing && !queued) {
                queued = queue.offer(task, 100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.fail(new StoreException("interrupted while waiting to write", e));
        }
        if (!queued) {
            task.fail(closed());
        } else if (!thread.isAlive()) {
            failWaiting(); // queued after the last look of the thread
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
                // only close() knows this thread, and it does not interrupt: go on, callers wait for their answers
                Thread.interrupted();
            }
        }
    }

    private void commit(List<Task<?>> group) {
        List<Task<?>> succeeded = new ArrayList<>(group.size());
        try (Connection connection = source.connection()) {
            connection.setAutoCommit(false);
            try {
                for (Task<?> task : group) {
                    if (task.runIn(connection)) {
                        succeeded.add(task);
                    }
                }
                connection.commit();
            } catch (SQLException | RuntimeException | Error e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            succeeded.forEach(Task::complete);
        } catch (SQLException | RuntimeException | Error e) {
            // the commit is unknown or undone: nobody may be told that it was durable
            StoreException failure = StoreException.writing(e);
            group.forEach(task -> task.fail(failure));
        }
    }

    /** Writes what was taken in, for at most ten seconds; what is left then is answered with an error. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(DRAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failWaiting();
        source.close();
    }

    private void failWaiting() {
        List<Task<?>> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(task -> task.fail(closed()));
    }

    private static StoreException closed() {
        return new StoreException("the store is closed", new IllegalStateException("write after close"));
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
            // as statements, since those stay prepared
            Sql.update(connection, "SAVEPOINT work");
            try {
                result = work.run(connection);
                Sql.update(connection, "RELEASE work");
                return true;
            } catch (SQLException | RuntimeException | Error e) {
                // throws when SQLite has undone the whole transaction, as it does on a full disk: then all of it failed
                Sql.update(connection, "ROLLBACK TO work");
                Sql.update(connection, "RELEASE work");
                fail(e instanceof RuntimeException failure ? failure : StoreException.writing(e));
                return false;
            }
        }

        @SuppressWarnings("NullAway") // T itself says whether null is a result
        void complete() {
            done.complete(result);
        }

        void fail(RuntimeException failure) {
            done.completeExceptionally(failure);
        }
    }
}
