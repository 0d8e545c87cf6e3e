package io.caravanserai.backup;

import io.caravanserai.event.Json;
import io.caravanserai.event.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes a backup, readable by its owner alone, since it holds keys and customers' data. */
final class Packer implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final TarArchiveOutputStream tar;
    private final List<Manifest.Entry> files = new ArrayList<>();

    Packer(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        this.tar = new TarArchiveOutputStream(
                new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), BUFFER));
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** Adds a file as long as it is now, whatever is added to it meanwhile; one that is gone by now is left out. */
    void add(Path file, String path) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            TarArchiveEntry entry = new TarArchiveEntry(path);
            entry.setSize(attributes.size());
            entry.setModTime(attributes.lastModifiedTime());
            entry.setMode(mode(attributes.permissions()));
            tar.putArchiveEntry(entry);
            MessageDigest digest = Sha256.start();
            copy(in, new DigestOutputStream(tar, digest), attributes.size(), file);
            tar.closeArchiveEntry();
            files.add(new Manifest.Entry(path, attributes.size(), HexFormat.of().formatHex(digest.digest())));
        } catch (NoSuchFileException e) {
            // deleted since it was listed, such as a log that was kept long enough
        }
    }

    private static void copy(InputStream in, OutputStream out, long size, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = size; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException(file + " became shorter while it was copied");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    /** As in {@code chmod}. */
    private static int mode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (PosixFilePermission each : PosixFilePermission.values()) {
            mode = mode << 1 | (permissions.contains(each) ? 1 : 0);
        }
        return mode;
    }

    /** How many files are in it. */
    int count() {
        return files.size();
    }

    /** Adds the list of all; nothing may be added after it. */
    void finish(String madeUtc, List<Manifest.Position> positions) throws IOException {
        byte[] manifest = Json.bytes(new Manifest(Manifest.VERSION, madeUtc, files, positions));
        TarArchiveEntry entry = new TarArchiveEntry(Manifest.NAME);
        entry.setSize(manifest.length);
        tar.putArchiveEntry(entry);
        tar.write(manifest);
        tar.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /** Makes a file's content, or a folder's entries, outlive a power cut. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
