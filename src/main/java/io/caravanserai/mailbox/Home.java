package io.caravanserai.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of a mailbox. Only what is below {@link #root} is seen by the partner: {@code inbox}, where it writes, and
 * {@code outbox}, which the hub fills.
 *
 * @param folder {@code data/mailbox/<name>}, made absolute: a relative root cannot be listed
 */
record Home(Path folder) {
    Home {
        folder = folder.toAbsolutePath().normalize();
    }

    /** The folder that the partner writes to. */
    static final String INBOX = "inbox";

    /** The folder that the partner fetches from. */
    static final String OUTBOX = "outbox";

    /** What a file costs at least, so that a quota also limits how many there are. */
    private static final long BLOCK = 4096;

    /** Makes what is missing. */
    void make() {
        try {
            for (Path each : List.of(inbox(), outbox(), ready(), drafts())) {
                Files.createDirectories(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the mailbox folder " + folder + " cannot be made", e);
        }
    }

    /** What the partner sees as {@code /}. */
    Path root() {
        return folder.resolve("home");
    }

    Path inbox() {
        return root().resolve(INBOX);
    }

    Path outbox() {
        return root().resolve(OUTBOX);
    }

    /** Files whose upload is complete and that wait to be taken, by their ids. */
    Path ready() {
        return folder.resolve("ready");
    }

    Path ready(String id) {
        return ready().resolve(id);
    }

    /** Files for the outbox while they are written. */
    Path drafts() {
        return folder.resolve("drafts");
    }

    /** Bytes that count against the quota: what lies in both folders, and what waits. */
    long used() {
        return Stream.of(inbox(), outbox(), ready()).mapToLong(Home::used).sum();
    }

    private static long used(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> cost(size(file))).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("the mailbox folder " + folder + " cannot be read", e);
        }
    }

    /** What a file of a size counts; nothing when there is none, which is a size below 0. */
    static long cost(long size) {
        return size < 0 ? 0 : Math.max(size, BLOCK);
    }

    /** The size of a file, links not followed; -1 when there is none. */
    static long size(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .size();
        } catch (NoSuchFileException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException("the size of " + file + " cannot be told", e);
        }
    }

    /** Makes a file's content, or a folder's entries, outlive a power cut. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
