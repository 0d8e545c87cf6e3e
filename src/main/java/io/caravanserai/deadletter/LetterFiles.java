package io.caravanserai.deadletter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Content of dead letters that is too large for the database.
 *
 * @param folder of this node; other nodes have their own
 */
record LetterFiles(Path folder) {
    /** A file is written before its letter. */
    private static final Duration BEING_WRITTEN = Duration.ofHours(1);

    /** The names of files whose letters are in the store, or were: not of those that are being written. */
    List<String> settled() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        long before = System.currentTimeMillis() - BEING_WRITTEN.toMillis();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toFile().lastModified() < before)
                    .filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the dead letters in " + folder + " cannot be listed", e);
        }
    }
}
