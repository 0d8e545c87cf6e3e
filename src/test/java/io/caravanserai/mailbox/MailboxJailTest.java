package io.caravanserai.mailbox;

import static io.caravanserai.mailbox.MailboxFixture.PATIENCE;
import static io.caravanserai.mailbox.MailboxFixture.names;
import static io.caravanserai.mailbox.MailboxFixture.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a partner can reach and do in its mailbox, and what not. */
class MailboxJailTest {
    private final TestStore store = TestStores.sqlite();
    // the data folder is a relative one unless told
    private final MailboxFixture hub = MailboxFixture.on(
            store,
            Map.of(
                    "hub.data.dir",
                    Path.of("").toAbsolutePath().relativize(store.folder()).toString()));

    @SuppressWarnings("NullAway.Init") // before each test
    SftpClient sftp;

    @BeforeEach
    void login() throws IOException {
        hub.mailbox("acme");
        hub.mailbox("rival");
        Files.writeString(hub.home("rival").outbox().resolve("secret.edi"), "secret");
        sftp = hub.sftp("acme");
    }

    @AfterEach
    void close() throws Exception {
        sftp.close();
        hub.close();
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../store/hub.db",
                "/../../rival/home/outbox/secret.edi",
                "inbox/../../../rival/home/outbox/secret.edi",
                "/etc/passwd",
                "../ready",
                "inbox/..//..//..//etc/passwd"
            })
    void nothingOutsideIsReached(String path) {
        assertRefused(() -> sftp.open(path, SftpClient.OpenMode.Read).close());
        assertRefused(() -> put(sftp, path, "mine now"));
        assertRefused(() -> sftp.remove(path));
        assertRefused(() -> sftp.stat(path));
    }

    @Test
    void thePartnerSeesItsTwoFoldersAndNothingOfWhoRunsTheHub() throws Exception {
        assertThat(entries("/")).containsExactlyInAnyOrder("inbox", "outbox");
        assertThat(sftp.canonicalPath(".")).isEqualTo("/");
        assertThat(sftp.canonicalPath("../../..")).isEqualTo("/");
        assertThat(sftp.stat("inbox").getUserId()).isZero();
    }

    @Test
    void filesAreWrittenToTheInboxOnly() throws Exception {
        Files.writeString(hub.home("acme").outbox().resolve("for-you.edi"), "news");
        put(sftp, "inbox/draft.part", "x");

        assertRefused(() -> put(sftp, "outbox/mine.edi", "x"));
        assertRefused(() -> put(sftp, "outbox/for-you.edi", "x"));
        assertRefused(() -> put(sftp, "mine.edi", "x"));
        assertRefused(() -> put(sftp, "inbox/deeper/mine.edi", "x"));
        assertRefused(() -> sftp.rename("inbox/draft.part", "outbox/mine.edi"));
        assertRefused(() -> sftp.rename("outbox/for-you.edi", "inbox/mine.edi"));
        assertRefused(() -> sftp.rename("inbox/draft.part", "../ready/mine.edi"));
        assertRefused(() -> sftp.mkdir("inbox/deeper"));
        assertRefused(() -> sftp.rmdir("outbox"));

        try (var in = sftp.read("outbox/for-you.edi")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("news");
        }
        sftp.remove("outbox/for-you.edi");
        assertThat(names(hub.home("acme").outbox())).isEmpty();
        assertThat(names(hub.home("acme").inbox())).containsExactly("draft.part");
    }

    @Test
    void thereAreNoLinks() throws Exception {
        put(sftp, "inbox/draft.part", "x");

        assertRefused(() -> sftp.symLink("inbox/link", "/etc/passwd"));
        assertRefused(() -> sftp.link("inbox/hard", "inbox/draft.part", false));

        // nor are those followed that somebody put there by hand
        Path secret = hub.home("rival").outbox().resolve("secret.edi");
        Files.createSymbolicLink(hub.home("acme").inbox().resolve("link.part"), secret);
        Files.createSymbolicLink(hub.home("acme").outbox().resolve("link"), secret);
        assertRefused(() -> sftp.readLink("outbox/link"));
        assertRefused(() -> sftp.open("outbox/link", SftpClient.OpenMode.Read).close());
        assertRefused(() -> put(sftp, "inbox/link.part", "changed"));
        assertRefused(() -> sftp.rename("inbox/link.part", "inbox/link.edi"));
        assertThat(secret).hasContent("secret");
        assertThat(hub.mailboxes().arrivals().files().counts("acme").ready()).isZero();
    }

    @Test
    void modesAndOwnersAreTheHubsOwn() throws Exception {
        put(sftp, "inbox/draft.part", "x");

        SftpClient.Attributes mode = new SftpClient.Attributes();
        mode.setPermissions(0777);
        assertRefused(() -> sftp.setStat("inbox/draft.part", mode));
        assertRefused(() -> sftp.setStat("inbox", mode));
        SftpClient.Attributes owner = new SftpClient.Attributes();
        owner.setOwner("root");
        owner.setGroup("root");
        assertRefused(() -> sftp.setStat("inbox/draft.part", owner));

        SftpClient.Attributes times = new SftpClient.Attributes();
        times.modifyTime(1_000_000);
        sftp.setStat("inbox/draft.part", times);
        assertThat(Files.getLastModifiedTime(hub.home("acme").inbox().resolve("draft.part"))
                        .toMillis())
                .isEqualTo(1_000_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "cr\r", "esc\u001b[31m", "del\u007f", "c1\u0085", "ls\u2028"})
    void namesWithControlCharactersAreRefused(String name) {
        assertRefused(() -> put(sftp, "inbox/" + name, "x"));
        put2("inbox/draft.part");
        assertRefused(() -> sftp.rename("inbox/draft.part", "inbox/" + name));
        assertThat(names(hub.home("acme").inbox())).containsExactly("draft.part");
    }

    private void put2(String path) {
        try {
            put(sftp, path, "x");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"with blanks.edi", "-rf", "größe.edi", "$(id).edi", "a;b.edi", "${body}", "'\"`.edi", "100%.edi"
            })
    void otherNamesAreOnlyNames(String name) throws Exception {
        hub.take("acme");

        put(sftp, "inbox/" + name, "x");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.taken)
                .containsExactly(new MailboxFixture.Taken("inbox/" + name, "x")));
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        assertRefused(() -> put(sftp, "inbox/" + "x".repeat(201), "x"));
    }

    @Test
    void thereIsNoShellNoCommandAndNoForwarding() throws Exception {
        try (ClientSession session = hub.login("acme")) {
            CoreModuleProperties.REQUEST_EXEC_REPLY.set(session, true);
            CoreModuleProperties.REQUEST_SHELL_REPLY.set(session, true);
            CoreModuleProperties.REQUEST_SUBSYSTEM_REPLY.set(session, true);
            for (ClientChannel channel : List.of(
                    session.createExecChannel("id"),
                    session.createShellChannel(),
                    session.createSubsystemChannel("x"))) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                channel.setOut(out);
                channel.open().verify(PATIENCE);
                await().atMost(PATIENCE).until(channel::isClosed);
                assertThat(channel.getExitStatus()).isNull();
                assertThat(out.size()).isZero();
            }
            assertThatThrownBy(() -> session.createDirectTcpipChannel(
                                    SshdSocketAddress.LOCALHOST_ADDRESS,
                                    new SshdSocketAddress(
                                            "127.0.0.1", hub.server().port()))
                            .open()
                            .verify(PATIENCE))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> session.startRemotePortForwarding(
                            new SshdSocketAddress("127.0.0.1", 0), SshdSocketAddress.LOCALHOST_ADDRESS))
                    .isInstanceOf(IOException.class);
        }
    }

    private List<String> entries(String path) throws IOException {
        Stream<SftpClient.DirEntry> all =
                StreamSupport.stream(sftp.readDir(path).spliterator(), false);
        return all.map(SftpClient.DirEntry::getFilename)
                .filter(name -> !name.startsWith("."))
                .toList();
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SftpException.class);
    }
}
