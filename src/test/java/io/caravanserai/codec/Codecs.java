package io.caravanserai.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Packs and unpacks in tests. */
public final class Codecs {
    public static final CodecLimits LIMITS = new CodecLimits(16 << 20, 200, 100);

    private Codecs() {}

    public static byte[] gzip(byte[] content) {
        return bytes(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(content);
            }
        });
    }

    /**
     * @param entries names and texts in turn
     */
    public static byte[] zip(String... entries) {
        return bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int i = 0; i < entries.length; i += 2) {
                    zip.putNextEntry(new ZipEntry(entries[i]));
                    zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
                }
            }
        });
    }

    /** Encrypted for and maybe signed, as the hub does it. */
    public static byte[] pgp(byte[] content, PgpPerson to, @Nullable PgpPerson from, String passphrase) {
        PgpKeys keys = new PgpKeys(from == null ? "" : from.secretKey(), passphrase, to.publicKey());
        return bytes(out -> new FileEncoder(List.of(Codec.PGP), from != null, false)
                .encode(new ByteArrayInputStream(content), "one.edi", keys, out));
    }

    /** What a packed file holds, by name. */
    static Map<String, String> decode(String steps, byte[] packed, Path folder) throws IOException {
        return decode(steps, packed, folder, LIMITS, null);
    }

    public static Map<String, String> decode(
            String steps, byte[] packed, Path folder, CodecLimits limits, @Nullable PgpKeys keys) throws IOException {
        Path file = Files.write(folder.resolve("packed"), packed);
        Path work = Files.createTempDirectory(folder, "work");
        List<Decoded> files = new FileDecoder(Codec.steps("decode", steps), limits, () -> Optional.ofNullable(keys))
                .decode(file, work);
        Map<String, String> contents = new LinkedHashMap<>();
        for (Decoded content : files) {
            contents.put(content.name("packed"), Files.readString(content.path(), StandardCharsets.ISO_8859_1));
        }
        return contents;
    }

    /** Bytes of all files below a folder. */
    static long sizeOf(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    interface Content {
        void write(OutputStream out) throws IOException;
    }

    static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
