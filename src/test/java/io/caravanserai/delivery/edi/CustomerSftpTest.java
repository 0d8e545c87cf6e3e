package io.caravanserai.delivery.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.deadletter.DeadLetterSource;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.delivery.News;
import io.caravanserai.edi.Staedi;
import io.caravanserai.intake.IntakeBeans;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

/** The customer Kamelets against a real sFTP server. */
class CustomerSftpTest extends CustomerSftp {
    private final AtomicInteger uploads = new AtomicInteger();

    @Test
    void theExampleCustomerGetsAValid214UnderItsFinalName() throws Exception {
        properties("customer.nordic-retail.enabled", "true");
        load(Path.of("routes/customers/nordic-retail.camel.yaml"));
        context.start();

        queue(News.of("S1", "e1"), News.of("S2", "e2"));

        await().until(() -> sent() == 1);
        assertThat(names()).containsExactly("nordic-retail-000000001.edi");
        byte[] file = Files.readAllBytes(inbox.resolve("nordic-retail-000000001.edi"));
        assertThat(Staedi.complaints(file, "214")).isEmpty();
    }

    @Test
    void theExampleCustomersAnswerIsNotedAndWhatFitsNoFileIsKept() throws Exception {
        DeadLetterStore letters =
                new DeadLetterStore(database, folder.resolve("dead-letters"), message -> {}, Clock.systemUTC());
        context.getRegistry().bind(IntakeBeans.DEAD_LETTERS, letters);
        properties(
                "customer.nordic-retail.enabled", "true",
                "customer.nordic-retail.ack.enabled", "true",
                "customer.nordic-retail.ack.due", "24h",
                "customer.nordic-retail.ack.delay", "100",
                "customer.nordic-retail.ack.min-age", "0s");
        load(Path.of("routes/customers/nordic-retail.camel.yaml"));
        context.start();
        queue(News.of("S1", "e1"), News.of("S2", "e2"));
        await().atMost(LONG).until(() -> sent() == 1);
        byte[] answer =
                AckReconcilerTest.answer(Files.readAllBytes(inbox.resolve("nordic-retail-000000001.edi")), "auto");

        Path outbox = server.folder("hub").resolve("outbox");
        Files.write(outbox.resolve("b.edi.tmp"), answer);
        Files.move(outbox.resolve("b.edi.tmp"), outbox.resolve("b.edi"));
        String stranger = new String(answer, StandardCharsets.ISO_8859_1)
                .replace("*000000070*", "*000000071*")
                .replace("IEA*1*000000070", "IEA*1*000000071")
                .replace("AK1*QM*1~", "AK1*QM*8~");
        Files.writeString(outbox.resolve("c.edi.tmp"), stranger);
        Files.move(outbox.resolve("c.edi.tmp"), outbox.resolve("c.edi"));

        await().atMost(LONG).until(() -> acknowledged() == 1);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(letters.list(new DeadLetterSource.Page(10, null, null, null)))
                        .singleElement()
                        .satisfies(letter ->
                                assertThat(letter.reason()).contains("no file of nordic-retail has control number 8")));
    }

    private long acknowledged() {
        return database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM edi_outbox WHERE ack_status = 'accepted'"));
    }

    @Test
    void theExampleIsOffUntilItIsSwitchedOn() throws Exception {
        properties();
        load(Path.of("routes/customers/nordic-retail.camel.yaml"));
        context.start();

        assertThat(context.getRoutes()).isEmpty();
    }

    @Test
    void aCrashAfterTheUploadUploadsTheSameFileOverItselfAndThenTheNext() throws Exception {
        properties();
        Processor crash = exchange -> {
            if (uploads.incrementAndGet() == 1) {
                assertThat(names()).containsExactly("shop-000000001.csv");
                Files.setLastModifiedTime(inbox.resolve("shop-000000001.csv"), FileTime.fromMillis(0));
                queue(News.of("S2", "e2"));
                throw new IllegalStateException("the hub stops here on purpose");
            }
        };
        context.getRegistry().bind("crash", crash);
        load(route("- process: {ref: crash}"));
        context.start();

        queue(News.of("S1", "e1"));

        await().until(() -> sent() == 2);
        assertThat(names()).containsExactly("shop-000000001.csv", "shop-000000002.csv");
        assertThat(uploads).hasValue(3);
        assertThat(Files.getLastModifiedTime(inbox.resolve("shop-000000001.csv"))
                        .toMillis())
                .as("written again")
                .isPositive();
        assertThat(Files.readString(inbox.resolve("shop-000000001.csv"))).hasLineCount(2);
    }

    @Test
    void nothingIsSentToAServerWhoseKeyIsNotKnown() throws Exception {
        Files.writeString(folder.resolve("keys/known_hosts"), "");
        properties();
        load(route(""));
        context.start();
        queue(News.of("S1", "e1"));
        await().until(() -> server.connectionsSoFar() > 0);
        assertThat(names()).isEmpty();

        server.addTo(folder.resolve("keys/known_hosts"));

        await().until(() -> sent() == 1);
        assertThat(names()).containsExactly("shop-000000001.csv");
    }
}
