package io.caravanserai.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The Kamelet files as they are on disk at one moment. */
final class Kamelets {
    private static final String ENDING = ".kamelet.yaml";

    private final Path folder;
    private final Map<String, String> texts = new TreeMap<>();

    /** @throws UncheckedIOException when the folder cannot be listed */
    Kamelets(Path folder) {
        this.folder = folder;
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(any -> any.toString().endsWith(ENDING)).toList()) {
                texts.put(String.valueOf(file.getFileName()).replace(ENDING, ""), read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the Kamelets in " + folder + " cannot be read", e);
        }
    }

    /** Of one that cannot be read the check tells more, and Camel when a route uses it. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    Path file(String name) {
        return folder.resolve(name + ENDING);
    }

    /** What each says, by name. */
    Map<String, String> texts() {
        return Map.copyOf(texts);
    }

    /** Names of those that are new, gone or say something else. */
    Set<String> differing(Map<String, String> before) {
        Set<String> names = new TreeSet<>(texts.keySet());
        names.addAll(before.keySet());
        names.removeIf(name -> Objects.equals(texts.get(name), before.get(name)));
        return names;
    }

    /** Those a file uses, and those that they use. */
    Set<String> usedBy(RouteText file) {
        Set<String> used = new TreeSet<>();
        add(file, used);
        return used;
    }

    private void add(RouteText file, Set<String> used) {
        for (String name : file.kamelets()) {
            if (used.add(name)) {
                parsed(name).ifPresent(kamelet -> add(kamelet, used));
            }
        }
    }

    private Optional<RouteText> parsed(String name) {
        try {
            return Optional.ofNullable(texts.get(name)).map(text -> RouteText.of(file(name), text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
