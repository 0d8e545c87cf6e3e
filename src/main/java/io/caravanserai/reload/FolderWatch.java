package io.caravanserai.reload;

import io.caravanserai.event.Sha256;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which files of some folders changed. It looks, rather than being told by the file system: that works on network
 * drives and mounts of containers too, and with editors that write a new file and rename it. A change counts when two
 * looks in a row see the same content.
 */
final class FolderWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    /** Some file systems count time in steps of two seconds: an equal time proves nothing until it is older. */
    private static final long CLOCK_STEP_MILLIS = 3_000;

    private static final Set<String> LEFT_OUT = Set.of("samples");

    private final List<Path> folders;
    private Map<Path, Print> told;
    private Map<Path, Print> last;

    /** What a file looks like; files with the same hash say the same. */
    private record Print(long size, FileTime modified, boolean settled, String hash) {}

    FolderWatch(List<Path> folders) {
        this.folders = List.copyOf(folders);
        this.told = Objects.requireNonNullElse(look(Map.of()), Map.of());
        this.last = told;
    }

    /** Files that are new, gone or different since the last answer; none while they still change. */
    Set<Path> changes() {
        Map<Path, Print> now = look(last);
        boolean calm = now != null && differing(last, now).isEmpty();
        if (now != null) {
            last = now;
        }
        return calm ? tell() : Set.of();
    }

    /** The same at once, for whoever knows that all is written. */
    Set<Path> changesNow() {
        Map<Path, Print> now = look(last);
        last = now == null ? last : now;
        return tell();
    }

    private Set<Path> tell() {
        Set<Path> changed = differing(told, last);
        told = last;
        return changed;
    }

    private static Set<Path> differing(Map<Path, Print> before, Map<Path, Print> now) {
        Set<Path> all = new TreeSet<>(before.keySet());
        all.addAll(now.keySet());
        all.removeIf(file -> Objects.equals(hash(before.get(file)), hash(now.get(file))));
        return all;
    }

    private static @Nullable String hash(@Nullable Print print) {
        return print == null ? null : print.hash();
    }

    /** Null when a folder cannot be read: a drive that is away for a moment must not look like files deleted. */
    private @Nullable Map<Path, Print> look(Map<Path, Print> before) {
        Map<Path, Print> found = new HashMap<>();
        try {
            for (Path folder : folders) {
                if (!Files.isDirectory(folder)) {
                    throw new NoSuchFileException(folder.toString());
                }
                Files.walkFileTree(folder, new Visitor(before, found));
            }
            return found;
        } catch (IOException e) {
            LOG.warn("folder cannot be read, what runs goes on reason={}", e.toString());
            return null;
        }
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Map<Path, Print> before;
        private final Map<Path, Print> found;

        Visitor(Map<Path, Print> before, Map<Path, Print> found) {
            this.before = before;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isLeftOut(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && !isLeftOut(file)) {
                found.put(file, print(file, attributes, before.get(file)));
            }
            return FileVisitResult.CONTINUE;
        }

        /** What went while it was listed is not there. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        /** What editors keep beside a file. */
        private static boolean isLeftOut(Path file) {
            String name = String.valueOf(file.getFileName());
            return LEFT_OUT.contains(name) || (name.startsWith(".") && name.length() > 2) || name.endsWith("~");
        }

        private static Print print(Path file, BasicFileAttributes attributes, @Nullable Print before)
                throws IOException {
            FileTime modified = attributes.lastModifiedTime();
            if (before != null
                    && before.settled()
                    && before.size() == attributes.size()
                    && before.modified().equals(modified)) {
                return before;
            }
            boolean settled = System.currentTimeMillis() - modified.toMillis() > CLOCK_STEP_MILLIS;
            String hash = HexFormat.of().formatHex(Sha256.start().digest(Files.readAllBytes(file)));
            return new Print(attributes.size(), modified, settled, hash);
        }
    }
}
