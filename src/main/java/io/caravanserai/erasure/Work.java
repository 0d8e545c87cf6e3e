package io.caravanserai.erasure;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** Transactions of one erasure, which a dry run undoes; what they did is counted. */
final class Work {
    private final Database database;
    private final boolean dryRun;
    private final Tally tally = new Tally();

    Work(Database database, boolean dryRun) {
        this.database = database;
        this.dryRun = dryRun;
    }

    /** What one transaction does. */
    @FunctionalInterface
    interface Step {
        void run(Connection connection, Tally tally) throws SQLException;
    }

    /** Undoes a transaction and tells what it would have done. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Tally would;

        Undone(Tally would) {
            super("a dry run", null, false, false);
            this.would = would;
        }
    }

    <T> T read(Sql.Work<T> work) {
        return database.read(work);
    }

    void write(Step step) {
        try {
            tally.add(database.writePatiently(connection -> {
                Tally done = new Tally(); // of this try alone: the database may want another
                step.run(connection, done);
                if (dryRun) {
                    throw new Undone(done);
                }
                return done;
            }));
        } catch (Undone e) {
            tally.add(e.would);
        }
    }

    Database database() {
        return database;
    }

    Tally tally() {
        return tally;
    }
}
