package io.caravanserai.mailbox;

import static io.caravanserai.mailbox.MailboxFixture.PATIENCE;
import static io.caravanserai.mailbox.MailboxFixture.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.caravanserai.mailbox.MailboxFixture.Taken;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients that partners use, as they come; skipped where one is not installed. */
class MailboxClientsTest {
    private final TestStore store = TestStores.sqlite();
    private final MailboxFixture hub = MailboxFixture.on(store).partner("acme");

    @TempDir
    Path folder = Path.of("unset");

    private Path key = Path.of("unset");
    private Path knownHosts = Path.of("unset");

    /** How a client ended, and what it said. */
    private record Ended(int code, String output) {}

    @BeforeEach
    void trust() throws Exception {
        key = hub.keyFile("acme", folder);
        knownHosts = Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:" + hub.server().port() + " "
                        + hub.server().hostKey().publicKey() + "\n");
    }

    @AfterEach
    void close() throws Exception {
        hub.close();
        store.close();
    }

    @Test
    void sftpOfOpenSsh() throws Exception {
        Path local = Files.writeString(folder.resolve("one.edi"), "one");
        Path large = Files.writeString(folder.resolve("large.edi"), "0123456789".repeat(300_000));
        Files.writeString(hub.home("acme").outbox().resolve("news.edi"), "news");
        Path batch = Files.writeString(
                folder.resolve("batch"),
                """
                cd inbox
                put %1$s
                put %2$s
                put -p %1$s "with times.edi"
                put %1$s draft.part
                rename draft.part renamed.edi
                cd ../outbox
                ls -l
                get news.edi %3$s
                rm news.edi
                """
                        .formatted(local, large, folder.resolve("fetched.edi")));

        Ended ended = openSsh("sftp", List.of("-b", batch.toString(), "acme@127.0.0.1"));

        assertThat(ended.code()).as(ended.output()).isZero();
        assertTaken(
                new Taken("inbox/one.edi", "one"),
                new Taken("inbox/large.edi", "0123456789".repeat(300_000)),
                new Taken("inbox/with times.edi", "one"),
                new Taken("inbox/renamed.edi", "one"));
        assertThat(folder.resolve("fetched.edi")).hasContent("news");
        assertThat(names(hub.home("acme").outbox())).isEmpty();
    }

    @Test
    void resumedBySftpOfOpenSsh() throws Exception {
        Path local = Files.writeString(folder.resolve("one.edi"), "0123456789");
        hub.stop();
        Path half = Files.writeString(hub.home("acme").inbox().resolve("one.edi"), "01234");
        assertThat(half).exists();
        hub.restart();
        hub.take("acme");
        trust();
        Path batch = Files.writeString(folder.resolve("batch"), "reput " + local + " inbox/one.edi\n");

        Ended ended = openSsh("sftp", List.of("-b", batch.toString(), "acme@127.0.0.1"));

        assertThat(ended.code()).as(ended.output()).isZero();
        assertTaken(new Taken("inbox/one.edi", "0123456789"));
    }

    @Test
    void scpOfOpenSshOverSftp() throws Exception {
        Path local = Files.writeString(folder.resolve("one.edi"), "one");
        Path twice = Files.writeString(folder.resolve("two.edi"), "two");
        Files.writeString(hub.home("acme").outbox().resolve("news.edi"), "news");

        Ended up = openSsh("scp", List.of("-s", local.toString(), twice.toString(), "acme@127.0.0.1:inbox/"));
        Ended down = openSsh("scp", List.of("-s", "acme@127.0.0.1:outbox/news.edi", folder.toString()));

        assertThat(up.code()).as(up.output()).isZero();
        assertThat(down.code()).as(down.output()).isZero();
        assertTaken(new Taken("inbox/one.edi", "one"), new Taken("inbox/two.edi", "two"));
        assertThat(folder.resolve("news.edi")).hasContent("news");
    }

    @Test
    void commandsOfOpenSshAreRefused() throws Exception {
        Ended ended = openSsh("ssh", List.of("acme@127.0.0.1", "cat", "/etc/passwd"));
        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).doesNotContain("root:");
        Ended legacy = openSsh(
                "scp", List.of("-O", Files.writeString(folder.resolve("x"), "x").toString(), "acme@127.0.0.1:inbox/"));
        assertThat(legacy.code()).isNotZero();
        assertThat(names(hub.home("acme").inbox())).isEmpty();
    }

    @Test
    void lftp() throws Exception {
        Files.writeString(hub.home("acme").outbox().resolve("news.edi"), "news");
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.writeString(tree.resolve("three.edi"), "three");
        Path one = Files.writeString(folder.resolve("one.edi"), "one");
        Path two = Files.writeString(folder.resolve("two.edi"), "two");
        String ssh = "ssh -a -x -i %s -o UserKnownHostsFile=%s -o IdentitiesOnly=yes -o BatchMode=yes"
                .formatted(key, knownHosts);
        String script = String.join(
                "; ",
                "set cmd:fail-exit yes",
                "set net:max-retries 1",
                "set sftp:connect-program '" + ssh + "'",
                "open -u acme,none sftp://127.0.0.1:" + hub.server().port(),
                "put -O inbox " + one,
                "set xfer:use-temp-file yes",
                "put -O inbox " + two,
                "mirror -R --no-perms " + tree + " inbox",
                "get outbox/news.edi -o " + folder.resolve("fetched.edi"),
                "rm outbox/news.edi",
                "bye");

        Ended ended = run("lftp", List.of("--norc", "-c", script));

        assertThat(ended.code()).as(ended.output()).isZero();
        assertTaken(
                new Taken("inbox/one.edi", "one"),
                new Taken("inbox/two.edi", "two"),
                new Taken("inbox/three.edi", "three"));
        assertThat(folder.resolve("fetched.edi")).hasContent("news");
    }

    private void assertTaken(Taken... files) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.taken).containsExactlyInAnyOrder(files));
        assertThat(names(hub.home("acme").inbox())).isEmpty();
    }

    private Ended openSsh(String client, List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                client.equals("ssh") ? "-p" : "-P",
                String.valueOf(hub.server().port()),
                "-i",
                key.toString(),
                "-o",
                "UserKnownHostsFile=" + knownHosts,
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-F",
                "none"));
        all.addAll(arguments);
        return run(client, all);
    }

    private static Ended run(String client, List<String> arguments) throws IOException, InterruptedException {
        Path binary = Path.of("/usr/bin", client);
        assumeTrue(Files.isExecutable(binary), "skipped: " + binary + " is not installed");
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(arguments);
        Path output = Files.createTempFile("hub-client", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s hangs: %s", client, Files.readString(output))
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
