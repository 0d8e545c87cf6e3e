package io.caravanserai.codec;

import static io.caravanserai.codec.Codecs.decode;
import static io.caravanserai.codec.Codecs.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipMembersTest {
    private static final Path GZIP = Path.of("/usr/bin/gzip");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void membersThatFollowEachOtherAreOneFile() throws IOException {
        byte[] packed = join(gzip(text("ISA*1~")), gzip(text("")), gzip(text("IEA*1~")));

        assertThat(decode("gzip", packed, folder)).isEqualTo(Map.of("packed", "ISA*1~IEA*1~"));
        assertThat(decode("gzip", join(packed, new byte[512]), folder))
                .as("filled up with zeros")
                .isEqualTo(Map.of("packed", "ISA*1~IEA*1~"));
    }

    @Test
    void gzipItselfWithANameInTheHeaderIsRead() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(GZIP), "skipped: no gzip");
        Path file = Files.writeString(folder.resolve("a.edi"), "ISA*1~");
        Process gzip = new ProcessBuilder(GZIP.toString(), "-N", file.toString())
                .inheritIO()
                .start();
        assertThat(gzip.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(decode("gzip", Files.readAllBytes(folder.resolve("a.edi.gz")), folder))
                .isEqualTo(Map.of("packed", "ISA*1~"));
    }

    @Test
    void cutOffAnywhereIsNoFile() {
        byte[] packed = join(gzip(text("first")), gzip(text("second")));
        int border = gzip(text("first")).length;

        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            if (length != border) {
                assertThatThrownBy(() -> decode("gzip", cut, folder))
                        .as("cut at " + length)
                        .isInstanceOf(CodecFault.class);
            }
        }
    }

    @Test
    void aDamagedByteIsNoticed() {
        byte[] packed = join(gzip(text("first")), gzip(text("second, which is longer")));

        // the ten bytes of each header say nothing of the content
        for (int at = packed.length - 30; at < packed.length; at++) {
            byte[] damaged = packed.clone();
            damaged[at] ^= 1;
            int place = at;
            assertThatThrownBy(() -> decode("gzip", damaged, folder))
                    .as("byte " + place)
                    .isInstanceOf(CodecFault.class);
        }
    }

    @Test
    void whatFollowsTheEndIsNotPassedOver() {
        assertThatThrownBy(() -> decode("gzip", join(gzip(text("a")), text("more")), folder))
                .isInstanceOf(CodecFault.class)
                .hasMessageContaining("no gzip file, or damaged");
        assertThatThrownBy(() -> decode("gzip", join(gzip(text("a")), new byte[3], text("more")), folder))
                .isInstanceOf(CodecFault.class)
                .hasMessageContaining("bytes follow the end");
    }

    @Test
    void aBombStopsAtTheRatioAndAtTheSize() {
        byte[] bomb = gzip(new byte[64 << 20]);

        assertThatThrownBy(() -> decode("gzip", bomb, folder))
                .isInstanceOf(CodecFault.class)
                .hasMessageContaining("more than 200 times");
        assertThatThrownBy(() -> decode("gzip", bomb, folder, new CodecLimits(4 << 20, 100_000, 1), null))
                .isInstanceOf(CodecFault.class)
                .hasMessageContaining("larger than 4194304 bytes");
        assertThat(Codecs.sizeOf(folder)).as("what was written before").isLessThan(24L << 20);
    }

    @Test
    void aBombOfManyMembersIsCountedTogether() {
        byte[] member = gzip(new byte[1 << 20]);
        byte[][] members = new byte[32][];
        Arrays.fill(members, member);

        assertThatThrownBy(() -> decode("gzip", join(members), folder, new CodecLimits(8 << 20, 100_000, 1), null))
                .isInstanceOf(CodecFault.class)
                .hasMessageContaining("larger than");
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
