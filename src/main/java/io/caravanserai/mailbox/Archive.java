package io.caravanserai.mailbox;

import io.caravanserai.mailbox.ArrivedFiles.Arrived;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where files lie that were taken, out of the partner's sight: {@code archive/20260301-101500-123-name}. */
record Archive(Home home) {
    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    static Archive of(Home home) {
        return new Archive(home);
    }

    /**
     * Moves a taken file here.
     *
     * @param folder its name, as the route says
     * @param at when it was taken, epoch milliseconds
     */
    void keep(Path file, String name, String folder, long at) throws IOException {
        if (!folder.matches("[A-Za-z0-9_-]{1,40}")) {
            throw new IOException("'" + folder + "' is no name of a folder in a mailbox");
        }
        Path target = Files.createDirectories(home.folder().resolve(folder));
        Files.move(
                file,
                target.resolve(MOMENT.format(Instant.ofEpochMilli(at)) + "-" + name),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Moves here what was taken but not moved when the hub died. */
    void tidy(ArrivedFiles files) {
        home.make();
        List<String> ids;
        try (Stream<Path> left = Files.list(home.ready())) {
            ids = left.map(file -> file.getFileName().toString()).toList();
            for (Arrived file : files.taken(ids)) {
                String folder = file.folder() == null ? "archive" : file.folder();
                keep(home.ready(file.id()), file.name(), folder, file.endedAt());
            }
        } catch (IOException e) {
            LOG.error("what was taken cannot be put away folder={}", home.folder(), e);
        }
    }

    /** Deletes what was put here before a moment, epoch milliseconds. */
    void purge(long before) {
        try (Stream<Path> folders = Files.list(home.folder())) {
            folders.filter(folder -> !folder.equals(home.root())
                            && !folder.equals(home.ready())
                            && !folder.equals(home.drafts()))
                    .forEach(folder -> deleteOld(folder, before));
        } catch (IOException e) {
            LOG.error("old files cannot be deleted folder={}", home.folder(), e);
        }
    }

    /** Deletes what in a folder was changed last before a moment, epoch milliseconds. */
    static void deleteOld(Path folder, long before) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (changed(entry) < before) {
                    delete(entry);
                }
            }
        } catch (IOException e) {
            LOG.error("old files cannot be deleted folder={}", folder, e);
        }
    }

    /** When the file was moved or written: partners may set the time of its last change. */
    private static long changed(Path path) throws IOException {
        return ((FileTime) Files.getAttribute(path, "unix:ctime")).toMillis();
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
