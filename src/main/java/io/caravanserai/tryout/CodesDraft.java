package io.caravanserai.tryout;

import io.caravanserai.event.Json;
import io.caravanserai.harmonize.CarrierMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of a carrier's folder with another code table, which is gone once it was tried. */
final class CodesDraft implements AutoCloseable {
    private final Path copy;
    private final Path original;

    private CodesDraft(Path copy, Path original) {
        this.copy = copy;
        this.original = original;
    }

    static CodesDraft of(Path mappingsDir, CarrierMapping mapping, String codes) throws IOException {
        Path original = mappingsDir.resolve(mapping.carrier());
        CodesDraft draft = new CodesDraft(Files.createTempDirectory("hub-try").resolve(mapping.carrier()), original);
        Files.createDirectory(draft.copy);
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, draft.copy.resolve(String.valueOf(file.getFileName())));
            }
        }
        Path table =
                draft.copy.resolve(String.valueOf(Path.of(mapping.codesFile()).getFileName()));
        Files.writeString(table, codes);
        return draft;
    }

    Path folder() {
        return copy;
    }

    /** The words with the places of the carrier's own folder. */
    String inPlace(String words) {
        return words.replace(copy.toString(), original.toString());
    }

    /** The same of all that was found. */
    Tried inPlace(Tried tried) {
        String text = inPlace(Json.text(tried));
        return Json.read(text.getBytes(StandardCharsets.UTF_8), Tried.class);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(copy)) {
            for (Path file :
                    Stream.concat(files, Stream.of(copy, copy.getParent())).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
