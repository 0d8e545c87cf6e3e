package io.caravanserai.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The lock by which a hub holds its data folder; while this is open, none starts there. */
final class HubLock implements AutoCloseable {
    /** Its name in the data folder. */
    static final String NAME = "hub.lock";

    private final FileChannel channel;

    private HubLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Empty while a hub has it. */
    static Optional<HubLock> take(Path dataDir) throws IOException {
        Files.createDirectories(dataDir);
        FileChannel channel =
                FileChannel.open(dataDir.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isFree(channel)) {
            return Optional.of(new HubLock(channel));
        }
        channel.close();
        return Optional.empty();
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // a hub in this process
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
