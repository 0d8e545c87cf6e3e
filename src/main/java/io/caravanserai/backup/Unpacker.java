package io.caravanserai.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.caravanserai.event.Json;
import io.caravanserai.event.Sha256;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads a backup and holds every file to its checksum. */
final class Unpacker {
    private final Path backup;
    private final Path folder;
    private final Map<String, Manifest.Entry> found = new HashMap<>();

    private Unpacker(Path backup, Path folder) {
        this.backup = backup;
        this.folder = folder;
    }

    /**
     * Writes all files of a backup below a folder, durable when this returns.
     *
     * @throws IllegalArgumentException when it is none of ours, cut off or changed, in the operator's words
     */
    static Manifest unpack(Path backup, Path folder) throws IOException {
        if (!Files.isReadable(backup)) {
            throw new IllegalArgumentException("There is no backup " + backup + ", or it may not be read.");
        }
        Unpacker unpacker = new Unpacker(backup, folder);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(Files.newInputStream(backup))))) {
            return unpacker.all(tar);
        } catch (ZipException | EOFException e) {
            throw new IllegalArgumentException(backup + " is no whole .tar.gz (" + e.getMessage() + ").", e);
        }
    }

    private Manifest all(TarArchiveInputStream tar) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.getName().equals(Manifest.NAME)) {
                return checked(tar.readAllBytes());
            }
            write(tar, entry);
        }
        throw new IllegalArgumentException(backup + " is not whole: its list of files is missing, so it was cut off or"
                + " not made by ./hub backup.");
    }

    private void write(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder) || !entry.isFile()) {
            throw new IllegalArgumentException(backup + " was not made by ./hub backup: it has an entry "
                    + entry.getName().replaceAll("[^ -~]", "?"));
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        MessageDigest digest = Sha256.start();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            tar.transferTo(out);
        }
        Files.setPosixFilePermissions(file, permissions(entry.getMode()));
        Files.setLastModifiedTime(file, entry.getLastModifiedTime());
        Packer.force(file);
        found.put(
                entry.getName(),
                new Manifest.Entry(
                        entry.getName(), entry.getSize(), HexFormat.of().formatHex(digest.digest())));
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode >> (all.length - 1 - i) & 1) == 1) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }

    private Manifest checked(byte[] json) throws JsonProcessingException {
        Manifest manifest = Json.mapper().treeToValue(Json.parse(json), Manifest.class);
        if (manifest.v() != Manifest.VERSION) {
            throw new IllegalArgumentException(backup + " has form " + manifest.v()
                    + ", which this hub does not know: restore it with the hub that made it, or a newer one.");
        }
        for (Manifest.Entry told : manifest.files()) {
            if (!told.equals(found.remove(told.path()))) {
                throw new IllegalArgumentException(
                        backup + " is damaged: " + told.path() + " is not what it was. Take another backup.");
            }
        }
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(backup + " was changed: it has files that were not backed up.");
        }
        return manifest;
    }
}
