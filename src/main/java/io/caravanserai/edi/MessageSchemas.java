package io.caravanserai.edi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a mappings folder by message name: {@code x12/214} is the file {@code x12/214.schema.yaml}. Each is
 * read once; make a new object to read changed files.
 */
public final class MessageSchemas implements Function<String, @Nullable MessageSchema> {
    /** Names come out of partners' files and become file names, so nothing else is looked for. */
    private static final Pattern NAME = Pattern.compile("(x12|edifact)/[A-Z0-9]{3,6}");

    private final Path folder;
    private final Map<String, MessageSchema> loaded = new ConcurrentHashMap<>();

    /**
     * @param folder usually edi-mappings
     */
    public MessageSchemas(Path folder) {
        this.folder = folder;
    }

    /**
     * The schema of a message, null when the folder has none.
     *
     * @throws IllegalArgumentException with {@code file:line} when the file is not a schema or describes another message
     */
    @Override
    public @Nullable MessageSchema apply(String message) {
        MessageSchema known = loaded.get(message);
        if (known != null || !NAME.matcher(message).matches()) {
            return known;
        }
        Path file = folder.resolve(message + ".schema.yaml");
        return Files.isRegularFile(file) ? loaded.computeIfAbsent(message, name -> load(name, file)) : null;
    }

    private static MessageSchema load(String message, Path file) {
        try {
            MessageSchema schema = MessageSchema.load(file);
            if (!schema.message().equals(message)) {
                throw new IllegalArgumentException(
                        file + ":1: describes " + schema.message() + "; rename the file or correct 'message'");
            }
            return schema;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
