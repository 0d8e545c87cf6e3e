package io.caravanserai.store;

/** The two databases the hub runs on; SQL is shared, migrations live in a folder each. */
public enum Dialect {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql");

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    /** Name of its folder under {@code db/} on the class path. */
    public String folder() {
        return folder;
    }
}
