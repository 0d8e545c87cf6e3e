package io.caravanserai.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines of the mapping files, for showing. */
record SourceLines(Path folder) {
    private static final int LONGEST = 300;

    /** A place with its line; only files in the folder are read. */
    Explanation.Place at(String place) {
        return new Explanation.Place(place, line(place));
    }

    private @Nullable String line(String place) {
        int colon = place.lastIndexOf(':');
        if (colon < 1 || !place.substring(colon + 1).matches("[1-9]\\d{0,6}")) {
            return null;
        }
        try {
            Path file = Path.of(place.substring(0, colon)).toAbsolutePath().normalize();
            if (!file.startsWith(folder.toAbsolutePath().normalize())) {
                return null;
            }
            try (Stream<String> lines = Files.lines(file)) {
                return lines.skip(Integer.parseInt(place.substring(colon + 1)) - 1L)
                        .findFirst()
                        .map(line -> line.strip()
                                .substring(0, Math.min(LONGEST, line.strip().length())))
                        .orElse(null);
            }
        } catch (InvalidPathException | IOException | UncheckedIOException e) {
            // the file is gone, or is no text: the place alone is told
            return null;
        }
    }
}
