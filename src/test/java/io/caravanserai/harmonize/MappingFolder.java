package io.caravanserai.harmonize;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.mapping.MappingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** A mappings folder for tests: the real harmonized tables and carriers as a test writes them. */
final class MappingFolder {
    static final Path REAL = Path.of("edi-mappings");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);

    private final Path folder;

    MappingFolder(Path folder) {
        this.folder = folder;
        copy(REAL.resolve("harmonized"), folder.resolve("harmonized"));
    }

    MappingFolder with(String carrier, String file, String text) {
        try {
            Files.createDirectories(folder.resolve(carrier));
            Files.writeString(folder.resolve(carrier).resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return folder;
    }

    MappingLibrary load() {
        return load(folder);
    }

    static MappingLibrary load(Path folder) {
        try {
            return MappingLibrary.load(folder);
        } catch (MappingException e) {
            throw new AssertionError(e);
        }
    }

    static Harmonized harmonize(MappingLibrary library, String carrier, byte[] body) {
        return harmonize(library, carrier, "file", "k", body);
    }

    /** What a poll was answered that asked about one number. */
    static Harmonized answer(MappingLibrary library, String carrier, String number, byte[] body) {
        return harmonize(library, carrier, "poll", number, body);
    }

    /** What stands at this place of this source. */
    static Harmonized harmonize(MappingLibrary library, String carrier, byte[] body, InboundMessage.Source source) {
        return harmonize(library, carrier, source, "k", body);
    }

    private static Harmonized harmonize(MappingLibrary library, String carrier, String kind, String key, byte[] body) {
        return harmonize(library, carrier, new InboundMessage.Source(kind, "sample", 0, 1), key, body);
    }

    private static Harmonized harmonize(
            MappingLibrary library, String carrier, InboundMessage.Source source, String key, byte[] body) {
        return new Harmonizer(() -> library, CLOCK)
                .harmonize(new InboundMessage(1, "m1", carrier, key, "2026-03-01T00:00:00Z", source, null, body));
    }

    static Harmonized harmonize(MappingLibrary library, String carrier, String body) {
        return harmonize(library, carrier, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(String.valueOf(file.getFileName())), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
