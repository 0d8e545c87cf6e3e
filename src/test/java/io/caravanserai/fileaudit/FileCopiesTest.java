package io.caravanserai.fileaudit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCopiesTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void aCopyIsTheFilePacked() throws IOException {
        FileCopies copies = new FileCopies(folder, 1 << 20, NOON);
        Path file = Files.writeString(folder.resolve("a.edi"), "ISA*1~".repeat(1000));

        String copy = copies.keep("../acme", file, "abc");

        assertThat(copy).isEqualTo("file-copies/2026-11-21/.._acme-abc.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(copy)))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(Files.readString(file));
        }
        assertThat(copies.has(copy)).isTrue();
        assertThat(copies.size()).isEqualTo(Files.size(folder.resolve(copy))).isLessThan(200);
    }

    @Test
    void theSameContentIsKeptOnceADay() throws IOException {
        FileCopies copies = new FileCopies(folder, 1 << 20, NOON);
        Path file = Files.writeString(folder.resolve("a.edi"), "ISA");

        copies.keep("acme", file, "abc");
        long size = copies.size();
        copies.keep("acme", file, "abc");
        assertThat(copies.size()).isEqualTo(size);

        copies.keep("other", file, "abc");
        assertThat(copies.size()).isEqualTo(2 * size);
        assertThat(new FileCopies(folder, 1 << 20, NOON).size())
                .as("after a restart")
                .isEqualTo(2 * size);
    }

    @Test
    void copiesAreForgottenByWholeDays() throws IOException {
        Path file = Files.writeString(folder.resolve("a.edi"), "ISA");
        String old = on(-31, 1 << 20).keep("acme", file, "abc");
        String young = on(-30, 1 << 20).keep("acme", file, "abc");
        FileCopies copies = on(0, 1 << 20);

        assertThat(copies.purge(Duration.ofDays(30))).isEqualTo(1);

        assertThat(copies.has(old)).isFalse();
        assertThat(copies.has(young)).isTrue();
        assertThat(copies.size()).isEqualTo(Files.size(folder.resolve(young)));
    }

    @Test
    void theOldestGoWhenThereIsNoRoomAndTodaysStay() throws IOException {
        Path file = noise(1_000);
        String old = on(-2, 10_000).keep("acme", file, "abc");
        String older = on(-3, 10_000).keep("acme", file, "abc");
        FileCopies copies = on(0, 2_000);

        String today = copies.keep("acme", file, "abc");
        assertThat(copies.has(older)).isFalse();
        assertThat(copies.has(old)).isTrue();
        String second = copies.keep("other", file, "abc");
        assertThat(copies.has(old)).isFalse();

        assertThat(copies.keep("third", file, "abc")).as("today is full").isEmpty();
        assertThat(copies.has(today)).isTrue();
        assertThat(copies.has(second)).isTrue();
    }

    private FileCopies on(int day, long maxSize) {
        return new FileCopies(folder, maxSize, Clock.offset(NOON, Duration.ofDays(day)));
    }

    private Path noise(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return Files.write(folder.resolve("noise"), bytes);
    }
}
