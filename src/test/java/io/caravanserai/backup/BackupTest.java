package io.caravanserai.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a hub that rests, and what restore refuses. */
class BackupTest {
    @TempDir
    Path folder = Path.of("unset");

    private Path data = Path.of("unset");
    private Path backup = Path.of("unset");

    @BeforeEach
    void fill() throws IOException {
        data = folder.resolve("data");
        backup = folder.resolve("backups/hub.tar.gz");
        try (Database store = Database.open(config(data).store(), data)) {
            store.write(connection -> Sql.update(connection, "INSERT INTO account VALUES ('A1','Acme',0,0)"));
        }
        Files.writeString(
                Files.createFile(
                        data.resolve("admin-token"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                "token");
        write("mailbox/acme/ready/0001", "a partner's file");
        write("mailbox/acme/home/inbox/" + "long name ".repeat(20) + ".csv", "half uploaded");
        write("dead-letters/abcd", "raw");
        write("kafka/meta.properties", "node.id=1");
        write("kafka/carrier.inbound-0/00000000000000000000.log", "records");
        write("kafka/carrier.inbound-0/00000000000000000000.index", "made anew");
        write("kafka/__consumer_offsets-0/00000000000000000000.log", "offsets");
        write("kafka/.kafka_cleanshutdown", "made anew");
        write("unpacked/x", "made anew");
        write("hub.lock", "");
    }

    private void write(String path, String content) throws IOException {
        Path file = data.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static HubConfig config(Path data) {
        return HubConfig.from(Settings.of(Map.of("hub.data.dir", data.toString())));
    }

    @Test
    void theRestoredFolderIsTheOneThatWasBackedUp() throws IOException {
        Backup.Made made = new Backup(config(data)).to(backup);
        Path restored = folder.resolve("restored");
        Restore.Done done = new Restore(config(restored)).from(backup, false);

        assertThat(made.running()).isFalse();
        assertThat(done.files()).isEqualTo(made.files());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(restored.resolve("admin-token"))))
                .isEqualTo("rw-------");
        assertThat(files(restored))
                .containsExactly(
                        "admin-token",
                        "dead-letters/abcd",
                        "kafka/__consumer_offsets-0/00000000000000000000.log",
                        "kafka/carrier.inbound-0/00000000000000000000.log",
                        "kafka/meta.properties",
                        "mailbox/acme/home/inbox/" + "long name ".repeat(20) + ".csv",
                        "mailbox/acme/ready/0001",
                        "store/hub.db");
        assertThat(restored.resolve("mailbox/acme/ready/0001")).hasContent("a partner's file");
        try (Database store = Database.open(config(restored).store(), restored)) {
            assertThat(store.<String>read(
                            connection -> Sql.first(connection, "SELECT name FROM account", row -> row.getString(1))
                                    .orElseThrow()))
                    .isEqualTo("Acme");
        }
    }

    @Test
    void aFolderThatHoldsDataIsReplacedOnlyWhenThatIsSaid() throws IOException {
        new Backup(config(data)).to(backup);
        write("admin-token", "newer");

        assertThatThrownBy(() -> new Restore(config(data)).from(backup, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(data.toString(), "holds data", "HUB_DATA_DIR", "--replace");
        Restore.Done done = new Restore(config(data)).from(backup, true);

        assertThat(data.resolve("admin-token")).hasContent("token");
        assertThat(done.aside().orElseThrow().resolve("admin-token")).hasContent("newer");
    }

    @Test
    void aFolderThatAHubUsesIsNeverReplaced() throws IOException {
        new Backup(config(data)).to(backup);
        try (HubLock hub = HubLock.take(data).orElseThrow()) {

            assertThatThrownBy(() -> new Restore(config(data)).from(backup, true))
                    .hasMessage("A hub uses the data folder " + data + ": stop it first.");

            assertThat(hub).isNotNull();
        }
    }

    @Test
    void whatWasCutOffOrChangedIsRefusedAndLeavesNothing() throws IOException {
        new Backup(config(data)).to(backup);
        byte[] good = Files.readAllBytes(backup);
        byte[] plain = unzipped(backup);
        Path restored = folder.resolve("restored");

        Files.write(backup, Arrays.copyOf(good, good.length / 2));
        assertRefused(restored, "is no whole .tar.gz");
        String text = new String(plain, StandardCharsets.ISO_8859_1);
        zip(text.replace("a partner's file", "another's  file!"));
        assertRefused(restored, "is damaged: mailbox/acme/ready/0001 is not what it was");
        zip(text.replace("manifest.json", "manifest.xxxx"));
        assertRefused(restored, "");
        zip(text.replace("dead-letters/abcd", "../../letters/abc"));
        assertRefused(restored, "");
        Files.writeString(backup, "no backup");
        assertRefused(restored, "is no whole .tar.gz");

        assertThat(restored).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(data, backup.getParent());
        }
    }

    private void assertRefused(Path restored, String reason) {
        assertThatThrownBy(() -> new Restore(config(restored)).from(backup, false))
                .isInstanceOfAny(IllegalArgumentException.class, IOException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] unzipped(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private void zip(String tar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(tar.getBytes(StandardCharsets.ISO_8859_1));
        }
        Files.write(backup, bytes.toByteArray());
    }

    @Test
    void whatCannotBeBackedUpIsNamed() throws IOException {
        assertThatThrownBy(() -> new Backup(config(folder.resolve("nowhere"))).to(backup))
                .hasMessageContainingAll("There is no store in", "HUB_DATA_DIR");
        Files.createDirectories(backup.getParent());
        Files.writeString(backup, "older");
        assertThatThrownBy(() -> new Backup(config(data)).to(backup)).hasMessageContaining("exists");
        HubConfig postgresql = HubConfig.from(Settings.of(Map.of("hub.db.url", "jdbc:postgresql://db/hub")));
        assertThatThrownBy(() -> new Backup(postgresql).to(backup)).hasMessageContaining("docs/operate/backup.md");

        assertThat(backup).hasContent("older");
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
