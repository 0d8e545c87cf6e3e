package io.caravanserai.label.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fonts of the machine or of a folder that the operator fills, for scripts that the hub's own fonts do not have. Nothing
 * is read before a character needs it; the upright and regular ones are asked first, then by name.
 */
final class InstalledFonts {
    private static final List<Path> OF_SYSTEMS = List.of(
            Path.of("/usr/share/fonts"),
            Path.of("/usr/local/share/fonts"),
            Path.of("/Library/Fonts"),
            Path.of("/System/Library/Fonts"),
            Path.of("C:/Windows/Fonts"));
    private static final int DEPTH = 6;
    private static final int MOST = 2000;
    private static final List<String> STYLES =
            List.of("bold", "italic", "oblique", "light", "thin", "black", "medium", "condensed", "mono", "serif");

    private final List<Path> folders;
    private final Map<Path, List<LabelFont>> loaded = new ConcurrentHashMap<>();
    private final Map<Integer, Optional<LabelFont>> known = new ConcurrentHashMap<>();
    private @Nullable List<Path> files;

    /**
     * @param folder where fonts are; null for the folders of the operating system
     */
    InstalledFonts(@Nullable Path folder) {
        this.folders = folder == null ? OF_SYSTEMS : List.of(folder);
    }

    /** The first font that has the character. */
    Optional<LabelFont> of(int codePoint) {
        Optional<LabelFont> found = known.get(codePoint);
        if (found == null) {
            found = files().stream()
                    .flatMap(file -> fonts(file).stream())
                    .filter(font -> font.has(codePoint))
                    .findFirst();
            known.put(codePoint, found);
        }
        return found;
    }

    private List<LabelFont> fonts(Path file) {
        return loaded.computeIfAbsent(
                file,
                path -> FontFile.installed(path).stream().map(LabelFont::new).toList());
    }

    private synchronized List<Path> files() {
        if (files == null) {
            files = folders.stream()
                    .flatMap(InstalledFonts::below)
                    .sorted(Comparator.comparing(InstalledFonts::styles).thenComparing(Path::toString))
                    .limit(MOST)
                    .toList();
        }
        return files;
    }

    private static Stream<Path> below(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            return all.filter(InstalledFonts::isFont).toList().stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty();
        }
    }

    private static boolean isFont(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".ttf") || name.endsWith(".otf") || name.endsWith(".ttc");
    }

    private static long styles(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return STYLES.stream().filter(name::contains).count();
    }
}
