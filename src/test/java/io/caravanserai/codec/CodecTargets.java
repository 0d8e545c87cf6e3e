package io.caravanserai.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravanserai.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What unpacks partners' files. */
public final class CodecTargets {
    private static final String CONTENT = "UNB+UNOA:2+A:14+B:14+260302:0915+1'".repeat(20);

    private CodecTargets() {}

    public static List<FuzzTarget> all(Path folder) {
        PgpPerson hub = PgpPerson.named("hub", "pass");
        PgpPerson partner = PgpPerson.named("partner", "pass");
        PgpKeys keys = new PgpKeys(hub.secretKey(), "pass", partner.publicKey());
        byte[] sealed = Codecs.pgp(CONTENT.getBytes(UTF_8), hub, partner, "pass");
        return List.of(
                new FuzzTarget(
                        "gzip",
                        2,
                        List.of(Codecs.gzip(CONTENT.getBytes(UTF_8))),
                        input -> refusedBy(() -> GzipMembers.unpack(new ByteArrayInputStream(input), nowhere(input)))),
                new FuzzTarget(
                        "zip",
                        40,
                        List.of(Codecs.zip("a.edi", CONTENT, "b/c.edi", CONTENT)),
                        input -> refusedBy(() -> {
                            Path file = Files.write(folder.resolve("fuzzed.zip"), input);
                            ZipEntries.unpack(file, () -> folder.resolve("unpacked"), new Budget(Codecs.LIMITS));
                        })),
                new FuzzTarget(
                        "pgp",
                        400,
                        List.of(sealed),
                        input -> refusedBy(
                                () -> new PgpDecoder(keys).decode(new ByteArrayInputStream(input), nowhere(input)))));
    }

    private static OutputStream nowhere(byte[] packed) {
        return new Budget(Codecs.LIMITS).counted(OutputStream.nullOutputStream(), packed.length);
    }

    private interface Unpacking {
        void run() throws Exception;
    }

    private static boolean refusedBy(Unpacking unpacking) throws Exception {
        try {
            unpacking.run();
            return true;
        } catch (CodecFault refused) {
            return false;
        }
    }
}
