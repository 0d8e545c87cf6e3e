package io.caravanserai.fileaudit;

import io.caravanserai.event.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A file as it goes between partner and hub.
 *
 * @param name its name or path at the partner
 * @param size bytes
 * @param sha256 of these bytes, 64 hexadecimal digits
 * @param coding how it is packed, such as {@code pgp,gzip}; empty when it is not
 */
public record FileContent(String name, long size, String sha256, String coding) {
    /** A file in memory that is not packed. */
    public static FileContent of(String name, byte[] bytes) {
        return new FileContent(
                name, bytes.length, HexFormat.of().formatHex(Sha256.start().digest(bytes)), "");
    }

    /** A file on disk. */
    public static FileContent of(String name, Path file, String coding) throws IOException {
        MessageDigest digest = Sha256.start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new FileContent(name, size, HexFormat.of().formatHex(digest.digest()), coding);
        }
    }
}
