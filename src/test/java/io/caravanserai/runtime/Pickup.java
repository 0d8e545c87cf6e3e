package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A partner that takes each complete file out of its folder, so that one that comes again is seen again. */
final class Pickup {
    private final Path inbox;
    private final Path taken;
    private final Map<String, String> files = new TreeMap<>();

    Pickup(Path inbox) throws IOException {
        this.inbox = Files.createDirectories(inbox);
        this.taken = Files.createDirectories(inbox.resolveSibling("taken"));
    }

    /**
     * Takes what is there.
     *
     * @throws IllegalStateException when a file that came before says something else now
     */
    void look() throws IOException {
        for (Path file : TestPartners.files(inbox)) {
            String name = file.getFileName().toString();
            Path mine = Files.move(file, taken.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            String text = Files.readString(mine, ISO_8859_1);
            String before = files.put(name, text);
            if (before != null && !before.equals(text)) {
                // no assertion: a test that waits for one would try again and see nothing
                throw new IllegalStateException(name + " came again and says something else: " + text);
            }
        }
    }

    /** Whether a file is being written right now. */
    boolean isUploading() throws IOException {
        try (Stream<Path> all = Files.list(inbox)) {
            return all.anyMatch(file -> file.toString().endsWith(".part"));
        }
    }

    /** Each file's text by its name. */
    Map<String, String> files() {
        return files;
    }

    List<String> texts() {
        return List.copyOf(files.values());
    }
}
