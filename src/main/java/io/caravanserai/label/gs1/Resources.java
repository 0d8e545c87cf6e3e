package io.caravanserai.label.gs1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads this package's tables: the first line names the columns, the last column may hold commas. */
final class Resources {
    private Resources() {}

    static List<String[]> rows(String name, int columns) {
        try (InputStream in = Resources.class.getResourceAsStream("/gs1/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
