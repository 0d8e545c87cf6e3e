package io.caravanserai.codec;

import static io.caravanserai.codec.Codecs.decode;
import static io.caravanserai.codec.Codecs.zip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zip files as partners make them, and as those do who mean harm. */
class ZipEntriesTest {
    private static final Path ZIP = Path.of("/usr/bin/zip");
    /** Offsets in a header of the directory, APPNOTE 4.3.12. */
    private static final int MADE_BY = 4;

    private static final int FLAGS = 8;
    private static final int METHOD = 10;
    private static final int CRC = 16;
    private static final int PACKED = 20;
    private static final int SIZE = 24;
    private static final int ATTRIBUTES = 38;
    private static final int OFFSET = 42;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void allFilesAreTakenAndFoldersAreNot() throws IOException {
        byte[] packed = zip("a.edi", "first", "sub/", "", "sub/b.edi", "second", "empty", "");

        assertThat(decode("zip", packed, folder))
                .containsExactly(
                        Map.entry("packed!/a.edi", "first"),
                        Map.entry("packed!/sub/b.edi", "second"),
                        Map.entry("packed!/empty", ""));
    }

    @Test
    void storedEntriesAndABeginningThatIsNoneAreRead() throws IOException {
        byte[] stored = Codecs.bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                ZipEntry entry = new ZipEntry("a");
                CRC32 crc = new CRC32();
                crc.update(new byte[] {'x', 'y'});
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(2);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(new byte[] {'x', 'y'});
            }
        });
        byte[] behind = new byte[stored.length + 100];
        System.arraycopy(stored, 0, behind, 100, stored.length);

        assertThat(decode("zip", stored, folder)).isEqualTo(Map.of("packed!/a", "xy"));
        assertThat(decode("zip", behind, folder)).isEqualTo(Map.of("packed!/a", "xy"));
    }

    @Test
    void zipItselfIsRead() throws Exception {
        assumeThat(ZIP).as("zip").exists();
        Path one = Files.writeString(folder.resolve("one.edi"), "ISA*1~");
        // from a pipe: sizes are told behind the content, and in 64 bits
        runZip(one, "-fz-", "piped.zip", "-");
        runZip(one, "-j", "file.zip", one.toString());

        assertThat(decode("zip", Files.readAllBytes(folder.resolve("piped.zip")), folder))
                .isEqualTo(Map.of("packed!/-", "ISA*1~"));
        assertThat(decode("zip", Files.readAllBytes(folder.resolve("file.zip")), folder))
                .isEqualTo(Map.of("packed!/one.edi", "ISA*1~"));
    }

    private void runZip(Path input, String option, String target, String what) throws Exception {
        Process zip = new ProcessBuilder(ZIP.toString(), "-q", option, target, what)
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(zip.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(zip.exitValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "../../../etc/passwd, packed!/etc/passwd",
        "/etc/passwd, packed!/etc/passwd",
        "..\\..\\windows\\a.edi, packed!/windows/a.edi",
        "a/./b/../c.edi, packed!/a/b/c.edi",
    })
    void aNameLeadsNowhere(String name, String shown) throws IOException {
        Path inside = Files.createDirectories(folder.resolve("x/y/z"));

        assertThat(decode("zip", zip(name, "root:x:0:0"), inside)).isEqualTo(Map.of(shown, "root:x:0:0"));

        assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("x"));
        assertThat(inside.resolve("etc")).doesNotExist();
    }

    @Test
    void aNameCannotBreakALine() {
        assertThat(ZipEntries.shown("a\nFORGED log line\u202e\u0000.edi")).isEqualTo("a?FORGED log line??.edi");
    }

    @Test
    void anArchiveWithinAnArchiveIsRefused() {
        byte[] nested = Codecs.bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("inner.zip"));
                zip.write(zip("a", "b"));
            }
        });

        refused(nested, "entry inner.zip is itself packed (ZIP)");
    }

    @Test
    void aBombStopsAtTheRatioWhateverItsHeaderSays() {
        byte[] bomb = zip("a", "0".repeat(64 << 20));

        refused(bomb, "more than 200 times");
        refused(central(bomb, header -> header.putInt(SIZE, 10)), "more than 200 times");
        assertThat(Codecs.sizeOf(folder)).isLessThan(32L << 20);
    }

    @Test
    void manySmallEntriesAreCountedTogether() {
        String[] entries = new String[60];
        for (int i = 0; i < entries.length; i += 2) {
            entries[i] = "e" + i;
            entries[i + 1] = noise(512 * 1024, i);
        }

        refused(zip(entries), "larger than 16777216 bytes");
    }

    @Test
    void tooManyEntriesAreRefusedBeforeAnyIsRead() {
        String[] entries = new String[202];
        for (int i = 0; i < entries.length; i += 2) {
            entries[i] = "e" + i;
            entries[i + 1] = "";
        }
        byte[] packed = zip(entries);

        refused(packed, "has 101 entries, more than 100");
        // the same, though it says it has one
        ByteBuffer lying = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        lying.putShort(packed.length - 12, (short) 1);
        refused(packed, "directory is longer or shorter than it says");
    }

    @Test
    void entriesThatShareBytesAreRefused() {
        byte[] packed = zip("a", "0".repeat(1000), "b", "0".repeat(1000));
        // the second entry of the directory points to the first one's bytes
        byte[] overlapping = packed.clone();
        int second = find(overlapping, 0x02014b50, find(overlapping, 0x02014b50, 0) + 1);
        ByteBuffer.wrap(overlapping).order(ByteOrder.LITTLE_ENDIAN).putInt(second + OFFSET, 0);

        refused(overlapping, "overlap, like a bomb");
    }

    @Test
    void linksPasswordsAndUnknownMethodsAreRefused() {
        byte[] packed = zip("a", "b");

        refused(
                central(packed, header -> header.putShort(MADE_BY, (short) (3 << 8))
                        .putInt(ATTRIBUTES, 0xA1FF << 16)),
                "entry a of the zip file is a link");
        refused(central(packed, header -> header.putShort(FLAGS, (short) 9)), "has a password");
        refused(central(packed, header -> header.putShort(METHOD, (short) 14)), "packed by method 14");
    }

    @Test
    void twoEntriesOfOneNameAreRefused() {
        refused(zip("x/a.edi", "1", "x//a.edi", "2"), "two entries of the name x/a.edi");
    }

    @Test
    void liesOfTheDirectoryAreNoticed() {
        byte[] packed = zip("a", "0123456789");

        refused(central(packed, header -> header.putInt(SIZE, 9)), "checksum or its length is wrong");
        refused(central(packed, header -> header.putInt(CRC, 1)), "checksum or its length is wrong");
        refused(central(packed, header -> header.putInt(PACKED, 3)), "damaged");
        refused(central(packed, header -> header.putInt(PACKED, 0x7fff_ffff)), "longer than the file");
        refused(central(packed, header -> header.putInt(OFFSET, 3)), "not where its directory says");
        refused(central(packed, header -> header.putInt(OFFSET, -1)), "damaged");
    }

    @Test
    void cutOffAnywhereOrOfAnythingElseIsNoFile() {
        byte[] packed = zip("a", "first", "b", "second");

        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> decode("zip", cut, folder))
                    .as("cut at " + length)
                    .isInstanceOf(CodecFault.class);
        }
    }

    @Test
    void noDamageDoesAnythingElseThanBeingRefused() throws IOException {
        byte[] packed = zip("a.edi", "first".repeat(100), "b.edi", "second".repeat(100));
        Random random = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = packed.clone();
            for (int i = 0; i <= round % 4; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                // times, names and comments may change without harm to a content
                assertThat(decode("zip", damaged, folder).values())
                        .isSubsetOf("first".repeat(100), "second".repeat(100));
            } catch (CodecFault refused) {
                assertThat(refused).hasMessageContaining("zip file");
            }
        }
    }

    private void refused(byte[] packed, String reason) {
        assertThatThrownBy(() -> decode("zip", packed, folder))
                .isInstanceOf(CodecFault.class)
                .hasMessageContaining(reason);
    }

    private interface Change {
        void make(ByteBuffer header);
    }

    /** The same with the first header of its directory changed. */
    private static byte[] central(byte[] packed, Change change) {
        byte[] changed = packed.clone();
        int at = find(changed, 0x02014b50, 0);
        change.make(ByteBuffer.wrap(changed, at, changed.length - at).slice().order(ByteOrder.LITTLE_ENDIAN));
        return changed;
    }

    private static int find(byte[] bytes, int signature, int from) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = from;
        while (buffer.getInt(at) != signature) {
            at++;
        }
        return at;
    }

    private static String noise(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return new String(bytes, ISO_8859_1);
    }
}
