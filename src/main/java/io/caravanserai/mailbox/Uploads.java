package io.caravanserai.mailbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * All uploads that go on. A file on the disk tells by its mode whether it is whole: it is writable from when it is
 * opened, and read-only once its partner has closed it with every byte written. So a file that was cut off is known as
 * such after a restart too.
 */
final class Uploads {
    private static final Set<PosixFilePermission> GROWING = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> WHOLE = PosixFilePermissions.fromString("r--------");

    private final Map<Path, Upload> open = new ConcurrentHashMap<>();
    private final Object[] locks = Stream.generate(Object::new).limit(256).toArray();

    /** What to hold while a file is opened, closed, renamed or deleted: two sessions may mean the same one. */
    Object lock(Path path) {
        return locks[Math.floorMod(path.hashCode(), locks.length)];
    }

    /**
     * Opens a file to write it. A session that still writes it, maybe a dead one, loses it.
     *
     * @param options as the partner asked
     */
    Upload open(Path path, Set<? extends OpenOption> options, Space space) throws IOException {
        interrupt(path, "another session writes this file now");
        long before = Home.size(path);
        if (before >= 0) {
            attributes(path);
            Files.setPosixFilePermissions(path, GROWING);
        } else {
            space.grow(-1, 0);
        }
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        FileChannel file;
        try {
            file = FileChannel.open(path, all, PosixFilePermissions.asFileAttribute(GROWING));
        } catch (IOException e) {
            if (before < 0) {
                space.shrink(0, -1);
            }
            throw e;
        }
        Upload upload = new Upload(path, file, space);
        if (before >= 0) {
            space.shrink(before, upload.size());
        }
        open.put(path, upload);
        return upload;
    }

    /**
     * Closes an upload: the file is whole, and will be after a power cut.
     *
     * @throws IOException when it is not, which its partner has to be told: it is still there, unfinished
     */
    void close(Upload upload) throws IOException {
        open.remove(upload.path(), upload);
        try (upload) {
            upload.settle(WHOLE);
        }
    }

    /** Ends the upload of a file, if one goes on: it is not whole. */
    void interrupt(Path path, String reason) {
        Upload upload = open.remove(path);
        if (upload != null) {
            upload.spoil(reason);
        }
    }

    /** Whether a file was closed by its partner with every byte written. */
    boolean isWhole(Path path) throws IOException {
        return !open.containsKey(path) && !attributes(path).permissions().contains(PosixFilePermission.OWNER_WRITE);
    }

    /**
     * @throws NoSuchFileException when there is none
     * @throws AccessDeniedException when it is none that a partner may have put there
     */
    static PosixFileAttributes attributes(Path path) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new AccessDeniedException("this is no plain file");
        }
        return attributes;
    }
}
