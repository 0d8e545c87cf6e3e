package io.caravanserai.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The payloads that words on the command line mean. */
final class TryFiles {
    private TryFiles() {}

    /** Files as they are, of folders the payloads in them, standard input as a file that goes with the process. */
    static List<Path> of(List<Path> words) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path word : words) {
            if (Files.isDirectory(word)) {
                files.addAll(payloads(word));
            } else if (word.toString().equals("-")) {
                files.add(standardInput());
            } else {
                files.add(word);
            }
        }
        return files;
    }

    private static List<Path> payloads(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .filter(file -> !file.toString().endsWith(".expected.json"))
                    .sorted()
                    .toList();
        }
    }

    private static Path standardInput() throws IOException {
        Path copy = Files.createTempFile("hub-try", ".payload");
        copy.toFile().deleteOnExit();
        Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
        return copy;
    }
}
