package io.caravanserai.mailbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file while a partner writes it. It is whole when it was closed by its partner and every byte that was sent has been
 * written; one whose session ended, or that another session writes by now, never is.
 */
final class Upload implements SeekableByteChannel {
    private final Path path;
    private final FileChannel file;
    private final Space space;
    private long size;
    private @Nullable String spoilt;

    Upload(Path path, FileChannel file, Space space) throws IOException {
        this.path = path;
        this.file = file;
        this.space = space;
        this.size = file.size();
    }

    Path path() {
        return path;
    }

    /** From now on nothing can be written, and what was written is not the whole file. */
    synchronized void spoil(String reason) {
        if (spoilt == null) {
            spoilt = reason;
        }
    }

    /**
     * Makes what was written durable under this mode.
     *
     * @throws IOException when it is not the whole file
     */
    synchronized void settle(Set<PosixFilePermission> mode) throws IOException {
        if (spoilt != null) {
            throw new IOException(spoilt);
        }
        spoilt = "the file is closed";
        Files.setPosixFilePermissions(path, mode);
        file.force(true);
    }

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
        if (spoilt != null) {
            throw new IOException(spoilt);
        }
        try {
            long end = file.position() + source.remaining();
            if (end > size) {
                space.grow(size, end);
                size = end;
            }
            return file.write(source);
        } catch (IOException e) {
            spoil("an earlier part of the file could not be written");
            throw e;
        }
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        return file.read(target);
    }

    @Override
    public synchronized long position() throws IOException {
        return file.position();
    }

    @Override
    public synchronized SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public synchronized long size() throws IOException {
        return file.size();
    }

    @Override
    public synchronized SeekableByteChannel truncate(long to) throws IOException {
        file.truncate(to);
        space.shrink(size, file.size());
        size = file.size();
        return this;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
