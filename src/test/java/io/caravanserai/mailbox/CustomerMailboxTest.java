package io.caravanserai.mailbox;

import static io.caravanserai.mailbox.MailboxFixture.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.alert.Alerts;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.sshd.sftp.client.SftpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Kamelet customer-mailbox-sink, and the customer who fetches. */
class CustomerMailboxTest {
    private final TestStore store = TestStores.sqlite();
    private final MailboxFixture hub = MailboxFixture.on(store, Map.of("hub.sftp.quota", "64KiB"));
    private final DefaultCamelContext context = new DefaultCamelContext();

    @SuppressWarnings("NullAway.Init") // before each test
    ProducerTemplate send;

    @BeforeEach
    void start() {
        hub.mailbox("shop");
        context.getComponent("kamelet", KameletComponent.class)
                .setLocation("file:" + Path.of("routes/kamelets").toAbsolutePath());
        context.getRegistry().bind(Mailboxes.BEAN, hub.mailboxes());
        context.start();
        send = context.createProducerTemplate();
    }

    @AfterEach
    void close() throws Exception {
        context.stop();
        hub.close();
        store.close();
    }

    private void send(String name, String text) {
        send.sendBodyAndHeader(
                "kamelet:customer-mailbox-sink?mailbox=shop",
                text.getBytes(StandardCharsets.UTF_8),
                "CamelFileName",
                name);
    }

    @Test
    void filesLieInTheOutboxUntilTheCustomerHasThem() throws Exception {
        send("shop-000000001.edi", "one");
        send("shop-000000002.edi", "two");
        send("shop-000000002.edi", "two, sent again");

        try (SftpClient customer = hub.sftp("shop")) {
            assertThat(customer.readEntries("outbox"))
                    .extracting(SftpClient.DirEntry::getFilename)
                    .contains("shop-000000001.edi", "shop-000000002.edi");
            try (var in = customer.read("outbox/shop-000000002.edi")) {
                assertThat(in).hasContent("two, sent again");
            }
            customer.remove("outbox/shop-000000001.edi");
            customer.remove("outbox/shop-000000002.edi");
        }
        assertThat(names(hub.home("shop").outbox())).isEmpty();
        assertThat(names(hub.home("shop").drafts())).isEmpty();
        assertThat(hub.mailboxes().space("shop").used()).isZero();
    }

    @Test
    void whatCannotBePutThereFailsSoThatItWaits() {
        send("first.edi", "x".repeat(40_000));

        assertThatThrownBy(() -> send("second.edi", "x".repeat(40_000)))
                .isInstanceOf(CamelExecutionException.class)
                .hasStackTraceContaining("the mailbox shop is full");
        assertThat(names(hub.home("shop").outbox())).containsExactly("first.edi");
        assertThat(hub.alerts().list(true, 1)).extracting(Alerts.Alert::kind).containsExactly("mailbox_full");
        assertThatThrownBy(() -> send("../../escaped.edi", "x")).hasStackTraceContaining("is no name of a file");
        assertThatThrownBy(() -> send.sendBodyAndHeader(
                        "kamelet:customer-mailbox-sink?mailbox=nobody", new byte[1], "CamelFileName", "x"))
                .hasStackTraceContaining("there is no mailbox nobody");
    }
}
