package io.caravanserai.fileaudit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's own copies of files it took, packed by gzip, a folder for each day (UTC). The oldest days go when they were
 * kept long enough, and sooner when all copies together are too large.
 */
public final class FileCopies {
    private static final Logger LOG = LoggerFactory.getLogger(FileCopies.class);

    private final Path root;
    private final Path dataDir;
    private final long maxSize;
    private final Clock clock;
    private long size;

    /**
     * @param dataDir the hub's own folder
     * @param maxSize bytes of all copies together
     */
    public FileCopies(Path dataDir, long maxSize, Clock clock) {
        this.dataDir = dataDir;
        this.root = dataDir.resolve("file-copies");
        this.maxSize = maxSize;
        this.clock = clock;
        this.size = sizeOf(root);
    }

    /**
     * Keeps a copy, durable when this returns; the same content of the same partner on the same day is one copy.
     *
     * @return its path relative to the data folder; empty when the copies of today alone take all the room there is
     * @throws UncheckedIOException when it cannot be written
     */
    public String keep(String partner, Path file, String sha256) {
        Path day = root.resolve(today());
        Path copy = day.resolve(partner.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + sha256 + ".gz");
        if (!Files.exists(copy)) {
            if (!makeRoom()) {
                LOG.warn(
                        "no copy kept, those of today take all the room partner={} next=raise hub.file-copy.max-size"
                                + " or keep copies of fewer partners",
                        partner);
                return "";
            }
            try {
                Files.createDirectories(day);
                Path draft = day.resolve(UUID.randomUUID() + ".part");
                pack(file, draft);
                Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
                force(day, StandardOpenOption.READ);
                add(Files.size(copy));
            } catch (IOException e) {
                throw new UncheckedIOException("no copy of " + file.getFileName() + " can be kept in " + day, e);
            }
        }
        return dataDir.relativize(copy).toString();
    }

    private static void pack(Path file, Path draft) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(draft))) {
            Files.copy(file, out);
        }
        force(draft, StandardOpenOption.WRITE);
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    /** Whether a copy is still there. */
    boolean has(String copy) {
        return !copy.isEmpty() && Files.exists(dataDir.resolve(copy));
    }

    /** Bytes of all copies together. */
    public synchronized long size() {
        return size;
    }

    private synchronized void add(long bytes) {
        size += bytes;
    }

    /** Deletes copies older than {@code retention}, by whole days; returns how many. */
    public synchronized int purge(Duration retention) {
        String oldest = day(clock.instant().minus(retention));
        return days().stream()
                .filter(day -> day.getFileName().toString().compareTo(oldest) < 0)
                .mapToInt(this::delete)
                .sum();
    }

    private synchronized boolean makeRoom() {
        for (Path day : days()) {
            if (size >= maxSize && !day.endsWith(today())) {
                LOG.warn(
                        "copies of files deleted before their time, they take too much room day={} files={} next=raise"
                                + " hub.file-copy.max-size or keep copies of fewer partners",
                        day.getFileName(),
                        delete(day));
            }
        }
        return size < maxSize;
    }

    private String today() {
        return day(clock.instant());
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }

    /** Oldest first. */
    private List<Path> days() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (DirectoryStream<Path> days = Files.newDirectoryStream(root, "????-??-??")) {
            return StreamSupport.stream(days.spliterator(), false).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the copies in " + root + " cannot be listed", e);
        }
    }

    private int delete(Path day) {
        try (Stream<Path> files = Files.list(day)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                size -= Files.size(file);
                Files.delete(file);
            }
            Files.delete(day);
            return all.size();
        } catch (IOException e) {
            throw new UncheckedIOException("copies in " + day + " cannot be deleted", e);
        }
    }

    private static long sizeOf(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("the copies in " + folder + " cannot be measured", e);
        }
    }
}
