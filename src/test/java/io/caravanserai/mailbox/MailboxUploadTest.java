package io.caravanserai.mailbox;

import static io.caravanserai.mailbox.MailboxFixture.PATIENCE;
import static io.caravanserai.mailbox.MailboxFixture.names;
import static io.caravanserai.mailbox.MailboxFixture.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.alert.Alerts;
import io.caravanserai.mailbox.MailboxFixture.Taken;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpException;

/** From the first byte of an upload to the archive, by a real client, on both stores. */
class MailboxUploadTest {
    @OnBothStores
    void aClosedFileIsTakenAtOnceAndKept(TestStore store) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store).partner("acme");
                SftpClient sftp = hub.sftp("acme")) {
            put(sftp, "inbox/one.json", "{\"n\":1}");

            // to the client it is still there, as it was uploaded: many look
            assertThat(sftp.stat("inbox/one.json").getSize()).isEqualTo(7);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.taken)
                    .containsExactly(new Taken("inbox/one.json", "{\"n\":1}")));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            names(hub.home("acme").folder().resolve("archive")))
                    .singleElement()
                    .asString()
                    .endsWith("-one.json"));
            assertThat(names(hub.home("acme").inbox())).isEmpty();
            assertThat(names(hub.home("acme").ready())).isEmpty();
            assertThat(hub.mailboxes().space("acme").used()).isZero();
        }
    }

    @OnBothStores
    void whatIsDurableIsDurableBeforeTheClientIsTold(TestStore store) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store)) {
            hub.mailbox("acme");
            try (SftpClient sftp = hub.sftp("acme")) {
                put(sftp, "inbox/one.json", "1");
                // no route takes it yet: it is in the store and out of the partner's reach
                assertThat(hub.mailboxes().arrivals().files().counts("acme").ready())
                        .isEqualTo(1);
                assertThat(names(hub.home("acme").inbox())).isEmpty();
                put(sftp, "inbox/one.json", "a new file of this name");
            }
            hub.restart();
            hub.take("acme");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.taken)
                    .containsExactly(
                            new Taken("inbox/one.json", "1"), new Taken("inbox/one.json", "a new file of this name")));
        }
    }

    @OnBothStores
    void anUnfinishedNameIsLeftUntilItIsRenamed(TestStore store) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store).partner("acme");
                SftpClient sftp = hub.sftp("acme")) {
            for (String draft : new String[] {"a.edi.part", ".a.edi", "a.TMP", "a.filepart"}) {
                put(sftp, "inbox/" + draft, draft);
                assertThat(names(hub.home("acme").inbox())).containsExactly(draft);
                sftp.rename("inbox/" + draft, "inbox/of " + draft.replaceAll("\\W", "") + ".edi");
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.taken)
                    .containsExactly(
                            new Taken("inbox/of aedipart.edi", "a.edi.part"),
                            new Taken("inbox/of aedi.edi", ".a.edi"),
                            new Taken("inbox/of aTMP.edi", "a.TMP"),
                            new Taken("inbox/of afilepart.edi", "a.filepart")));
        }
    }

    @OnBothStores
    void whatADeadSessionLeftIsNeverTaken(TestStore store) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store).partner("acme")) {
            for (String name : new String[] {"half.edi", "half.edi.part"}) {
                SftpClient dying = hub.sftp("acme");
                SftpClient.CloseableHandle handle =
                        dying.open("inbox/" + name, SftpClient.OpenMode.Write, SftpClient.OpenMode.Create);
                dying.write(handle, 0, new byte[100_000], 0, 100_000);
                dying.getSession().close(true);
                await().atMost(PATIENCE).until(() -> hub.server().doorman().sessions("acme") == 0);
            }
            assertThat(names(hub.home("acme").inbox())).containsExactly("half.edi", "half.edi.part");

            // not after a restart either, and not by a client that thinks it was whole
            hub.restart();
            hub.take("acme");
            try (SftpClient sftp = hub.sftp("acme")) {
                for (String name : new String[] {"half.edi", "half.edi.part"}) {
                    assertThatThrownBy(() -> sftp.rename("inbox/" + name, "inbox/whole.edi"))
                            .isInstanceOf(SftpException.class);
                }
                // the partner goes on where it was cut off
                try (SftpClient.CloseableHandle rest = sftp.open("inbox/half.edi", SftpClient.OpenMode.Write)) {
                    sftp.write(rest, 100_000, new byte[] {'e', 'n', 'd'}, 0, 3);
                }
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.taken)
                    .singleElement()
                    .matches(file -> file.name().equals("inbox/half.edi")
                            && file.text().length() == 100_003
                            && file.text().endsWith("end")));
            assertThat(names(hub.home("acme").inbox())).containsExactly("half.edi.part");
        }
    }

    @OnBothStores
    void aSecondSessionTakesAnUploadOver(TestStore store) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store).partner("acme");
                SftpClient first = hub.sftp("acme");
                SftpClient second = hub.sftp("acme")) {
            SftpClient.CloseableHandle hanging =
                    first.open("inbox/one.edi", SftpClient.OpenMode.Write, SftpClient.OpenMode.Create);
            first.write(hanging, 0, new byte[] {'x'}, 0, 1);

            put(second, "inbox/one.edi", "whole");

            assertThatThrownBy(() -> first.write(hanging, 1, new byte[] {'y'}, 0, 1))
                    .isInstanceOf(SftpException.class);
            assertThatThrownBy(hanging::close).isInstanceOf(SftpException.class);
            await().atMost(PATIENCE).until(() -> !hub.taken.isEmpty());
            put(second, "inbox/two.edi", "next");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.taken)
                    .containsExactly(new Taken("inbox/one.edi", "whole"), new Taken("inbox/two.edi", "next")));
        }
    }

    @OnBothStores
    void aFullMailboxRefusesAndTellsAndTakesAgainWhenThereIsRoom(TestStore store) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store, Map.of("hub.sftp.quota", "64KiB"))) {
            hub.mailbox("acme");
            hub.partner("other");
            try (SftpClient sftp = hub.sftp("acme");
                    SftpClient other = hub.sftp("other")) {
                put(sftp, "inbox/fits.edi", "x".repeat(40_000));
                assertThatThrownBy(() -> put(sftp, "inbox/large.edi", "y".repeat(40_000)))
                        .isInstanceOf(SftpException.class);
                // a hole in a file is no way around
                assertThatThrownBy(() -> {
                            try (SftpClient.CloseableHandle hole = sftp.open(
                                    "inbox/hole.edi", SftpClient.OpenMode.Write, SftpClient.OpenMode.Create)) {
                                sftp.write(hole, 1L << 40, new byte[] {1}, 0, 1);
                            }
                        })
                        .isInstanceOf(SftpException.class);
                put(other, "inbox/one.edi", "is not concerned");

                assertThat(hub.alerts().list(true, 10))
                        .extracting(Alerts.Alert::kind, Alerts.Alert::subject)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple("mailbox_full", "acme"));
                sftp.remove("inbox/large.edi");
                hub.take("acme");
                await().atMost(PATIENCE).until(() -> hub.alerts().open() == 0);
                put(sftp, "inbox/large.edi", "y".repeat(40_000));
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.taken)
                        .extracting(Taken::name)
                        .contains("inbox/fits.edi", "inbox/large.edi", "inbox/one.edi")
                        .doesNotContain("inbox/hole.edi")
                        .hasSize(3));
            }
        }
    }

    @OnBothStores
    void aFileThatCannotBeTakenHoldsUpNoOtherAndIsTriedAgain(TestStore store) throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (MailboxFixture hub = MailboxFixture.on(store)) {
            hub.mailbox("acme");
            hub.take("acme", file -> {
                if (file.name().contains("bad") && tries.incrementAndGet() <= 3) {
                    throw new IOException("the broker is away");
                }
                return hub.keep(file);
            });
            try (SftpClient sftp = hub.sftp("acme")) {
                put(sftp, "inbox/bad.edi", "bad");
                put(sftp, "inbox/good.edi", "good");
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.taken).containsExactly(new Taken("inbox/good.edi", "good")));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.alerts().list(true, 10))
                    .extracting(Alerts.Alert::kind)
                    .containsExactly("file_stuck"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.taken).hasSize(2));
            await().atMost(PATIENCE).until(() -> hub.alerts().open() == 0);
        }
    }

    @OnBothStores
    void whatAKillLeftHalfDoneIsPutRight(TestStore store) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store)) {
            hub.mailbox("acme");
            hub.take("acme");
            Home home = hub.home("acme");
            try (SftpClient sftp = hub.sftp("acme")) {
                put(sftp, "inbox/taken.edi", "taken");
                await().atMost(PATIENCE)
                        .until(() -> !names(home.folder().resolve("archive")).isEmpty());
            }
            hub.stop();
            Path archived = home.folder()
                    .resolve("archive")
                    .resolve(names(home.folder().resolve("archive")).get(0));
            hub.restart();
            try (SftpClient sftp = hub.sftp("acme")) {
                put(sftp, "inbox/in-row.edi", "in the store, not moved yet");
                put(sftp, "inbox/lost.edi", "in the store, then the power was cut");
            }
            ArrivedFiles files = hub.mailboxes().arrivals().files();
            String first = files.due("acme", Long.MAX_VALUE).get(0).id();
            String second = files.due("acme", Long.MAX_VALUE).get(1).id();
            // Given the folders as kills between the steps leave them
            Files.move(home.ready(first), home.inbox().resolve("in-row.edi"));
            Files.delete(home.ready(second));
            String takenId = idOf(store, "taken.edi");
            Files.move(archived, home.ready(takenId));

            // When the hub starts again
            hub.restart();
            hub.take("acme");

            // Then nothing is lost and nothing comes twice
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.taken)
                    .containsExactly(
                            new Taken("inbox/taken.edi", "taken"),
                            new Taken("inbox/in-row.edi", "in the store, not moved yet")));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(names(home.folder().resolve("archive"))).hasSize(2));
            assertThat(names(home.ready())).isEmpty();
            assertThat(hub.mailboxes().arrivals().files().counts("acme").ready())
                    .isZero();
        }
    }

    private static String idOf(TestStore store, String name) {
        return store.database().read(connection -> io.caravanserai.store.Sql.first(
                        connection, "SELECT id FROM mailbox_file WHERE name = ?", row -> row.getString(1), name)
                .orElseThrow());
    }

    @OnBothStores
    void whatIsOldIsDeletedAndWhatWaitsIsNot(TestStore store) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store)) {
            hub.mailbox("idle");
            hub.partner("acme");
            try (SftpClient sftp = hub.sftp("acme");
                    SftpClient idle = hub.sftp("idle")) {
                put(sftp, "inbox/one.edi", "1");
                put(sftp, "inbox/never-finished.part", "2");
                put(idle, "inbox/waits.edi", "3");
            }
            Path archive = hub.home("acme").folder().resolve("archive");
            await().atMost(PATIENCE).until(() -> !names(archive).isEmpty());

            hub.mailboxes().arrivals().purge(Duration.ofDays(1));
            assertThat(names(archive)).hasSize(1);
            assertThat(names(hub.home("acme").inbox())).hasSize(1);

            hub.mailboxes().arrivals().purge(Duration.ofDays(-1));
            assertThat(names(archive)).isEmpty();
            assertThat(names(hub.home("acme").inbox())).isEmpty();
            assertThat(hub.mailboxes().arrivals().files().counts("acme").taken())
                    .isZero();
            assertThat(names(hub.home("idle").ready())).hasSize(1);
        }
    }

    @OnBothStores
    void onlyTheHubReadsWhatLiesThere(TestStore store) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store);
                SftpClient sftp = partner(hub)) {
            put(sftp, "inbox/one.edi", "1");
            Path ready = hub.home("acme")
                    .ready()
                    .resolve(names(hub.home("acme").ready()).get(0));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ready)))
                    .isEqualTo("r--------");
        }
    }

    private static SftpClient partner(MailboxFixture hub) throws IOException {
        hub.mailbox("acme");
        return hub.sftp("acme");
    }
}
