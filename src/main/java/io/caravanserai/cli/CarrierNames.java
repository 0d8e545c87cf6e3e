package io.caravanserai.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The carriers of this folder, for completion: folders of edi-mappings with a mapping. */
final class CarrierNames implements Iterable<String> {
    private static final Path MAPPINGS = Path.of("edi-mappings");

    @Override
    public Iterator<String> iterator() {
        if (!Files.isDirectory(MAPPINGS)) {
            return List.<String>of().iterator();
        }
        try (Stream<Path> folders = Files.list(MAPPINGS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("tracking.map.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .iterator();
        } catch (IOException e) {
            return List.<String>of().iterator();
        }
    }
}
