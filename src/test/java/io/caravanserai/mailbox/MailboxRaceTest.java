package io.caravanserai.mailbox;

import static io.caravanserai.mailbox.MailboxFixture.PATIENCE;
import static io.caravanserai.mailbox.MailboxFixture.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.mailbox.MailboxFixture.Taken;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpException;

/** Sessions of one partner that mean the same file at the same time. */
class MailboxRaceTest {
    private static final int ROUNDS = 20;

    @OnBothStores
    void whatIsAcknowledgedIsTakenWholeAndNothingElse(TestStore store) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store).partner("acme")) {
            List<String> acknowledged = new CopyOnWriteArrayList<>();
            List<Thread> sessions = List.of(
                    session(hub, "a", acknowledged), session(hub, "b", acknowledged), session(hub, "c", acknowledged));
            for (Thread session : sessions) {
                session.start();
            }
            for (Thread session : sessions) {
                session.join();
            }

            assertThat(acknowledged).isNotEmpty();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.taken)
                    .extracting(Taken::text)
                    .containsExactlyInAnyOrderElementsOf(acknowledged));
        }
    }

    /** Uploads a file of one name again and again, each time with content of its own. */
    private static Thread session(MailboxFixture hub, String letter, List<String> acknowledged) {
        return new Thread(() -> {
            try (SftpClient sftp = hub.sftp("acme")) {
                for (int i = 0; i < ROUNDS; i++) {
                    String content = (letter + i + " ").repeat(50);
                    try {
                        put(sftp, "inbox/same.edi", content);
                        acknowledged.add(content);
                    } catch (SftpException e) {
                        // another session took the file over
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
