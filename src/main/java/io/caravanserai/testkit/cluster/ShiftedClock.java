package io.caravanserai.testkit.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A wall clock of one process that can be put on and back while it runs, by libfaketime where that is installed. */
final class ShiftedClock {
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private final Path library;
    private final Path file;

    private ShiftedClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** @param file says by how much the clock is wrong */
    static Optional<ShiftedClock> in(Path file) throws IOException {
        Optional<Path> library = library();
        if (library.isEmpty()) {
            return Optional.empty();
        }
        ShiftedClock clock = new ShiftedClock(library.get(), file);
        clock.shift(Duration.ZERO);
        return Optional.of(clock);
    }

    private static Optional<Path> library() throws IOException {
        Path system = Path.of("/usr/lib");
        if (!Files.isDirectory(system)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(system)) {
            return Stream.concat(Stream.of(system), folders)
                    .map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::isReadable)
                    .findFirst();
        }
    }

    /** What makes a process live by it; what it waits for goes by the machine's own clock. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // else every wait of a JVM ends at once
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0",
                "NO_FAKE_STAT",
                "1");
    }

    /** From now on it is wrong by so much. */
    void shift(Duration by) throws IOException {
        Files.writeString(file, "%+d%n".formatted(by.toSeconds()));
    }
}
