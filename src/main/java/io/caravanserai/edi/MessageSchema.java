package io.caravanserai.edi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments and loops of one message type in their order, as a file of edi-mappings declares them. A loop begins at
 * its trigger segment and ends at the first segment that it does not hold.
 */
public final class MessageSchema {
    /**
     * A segment, or a loop when {@code loop} is given.
     *
     * @param tag tag of the segment or of the loop's trigger
     * @param key the same, packed
     * @param required whether its absence is a fault
     * @param max how often it may come in one pass of its parent
     * @param from ordinal of the first release that has it, {@link EdiRelease#UNKNOWN} when all do
     */
    record Entry(String tag, int key, boolean required, int max, int from, @Nullable Loop loop) {}

    /**
     * @param entries what may come, in order
     * @param anyOrder whether entries may come in another order than declared
     */
    record Loop(List<Entry> entries, boolean anyOrder) {
        Loop {
            entries = List.copyOf(entries);
        }
    }

    private final String message;
    private final Loop root;

    MessageSchema(String message, Loop root) {
        this.message = message;
        this.root = root;
    }

    /**
     * Reads a schema file.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException with {@code file:line} when it is not a schema
     */
    public static MessageSchema load(Path yaml) throws IOException {
        return new SchemaReader(yaml.toString()).read(Files.readString(yaml));
    }

    /** What it describes: {@code x12/214} or {@code edifact/IFTSTA}. */
    public String message() {
        return message;
    }

    Loop root() {
        return root;
    }
}
