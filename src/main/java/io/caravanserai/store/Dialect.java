package io.caravanserai.store;

/** The two databases the hub runs on; SQL is shared, migrations live in a folder each. */
public enum Dialect {
    SQLITE("sqlite", "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"),
    POSTGRESQL("postgresql", "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)");

    private final String folder;
    private final String now;

    Dialect(String folder, String now) {
        this.folder = folder;
        this.now = now;
    }

    /** SQL for the database's own time in milliseconds since 1970, on which nodes agree whatever their clocks say. */
    public String now() {
        return now;
    }

    /** Ends a query whose rows of that table are taken, so that transactions at the same time take others. */
    public String skipLocked(String table) {
        return this == POSTGRESQL ? " FOR UPDATE OF " + table + " SKIP LOCKED" : "";
    }

    /** Name of its folder under {@code db/} on the class path. */
    public String folder() {
        return folder;
    }
}
