package io.caravanserai.edi.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The status tables that files are written with, each as it was when it was last read without a fault. */
public final class StatusTables {
    private final Map<Path, StatusCodes> tables = new ConcurrentHashMap<>();

    /**
     * A table, read when it is asked for the first time; another object as soon as it says something else.
     *
     * @throws IllegalArgumentException with {@code file:line} for a row that is not one
     * @throws UncheckedIOException when the file cannot be read
     */
    public StatusCodes of(Path csv) {
        return tables.computeIfAbsent(csv, StatusTables::read);
    }

    /** Files of the tables in use, sorted. */
    public List<Path> files() {
        return tables.keySet().stream().sorted().toList();
    }

    /**
     * Reads a table again; one with a fault leaves the one before in use.
     *
     * @return whether it says something else now
     * @throws IllegalArgumentException with {@code file:line} for a row that is not one
     * @throws UncheckedIOException when the file cannot be read
     */
    public boolean reload(Path csv) {
        StatusCodes fresh = read(csv);
        StatusCodes before = tables.get(csv);
        if (before != null && before.isSame(fresh)) {
            return false;
        }
        tables.put(csv, fresh);
        return true;
    }

    private static StatusCodes read(Path csv) {
        try {
            return StatusCodes.load(csv);
        } catch (IOException e) {
            throw new UncheckedIOException("the code table " + csv + " cannot be read: " + e, e);
        }
    }
}
