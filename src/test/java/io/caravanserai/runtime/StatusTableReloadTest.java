package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.account.AccountStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What edits of the status table of customers' files do to a running hub. */
class StatusTableReloadTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void anEditedTableWritesTheNextFileAndABadOneLeavesTheLastGood(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        EditedHub.prepare(folder, "acme");
        Path example = Path.of("routes/customers/nordic-retail.camel.yaml");
        Files.copy(
                example,
                Files.createDirectory(folder.resolve("routes/customers"))
                        .resolve(String.valueOf(example.getFileName())));
        AccountStore.Created account = TestPartners.account(data);
        try (TestPartners partners = TestPartners.start(folder.resolve("server"), data);
                EditedHub hub = EditedHub.start(folder, partners.customer(account.accountNumber()));
                TestCustomer customer = TestCustomer.of(hub.hub()::call, account)) {
            Path table = hub.mappings.resolve("x12/status-codes.csv");
            String shipped = Files.readString(table);
            assertThat(status(hub, customer, partners, "T1")).isEqualTo("AF");

            hub.edit(table, "collection,collected,,AF,", "collection,collected,,CP,");
            assertThat(status(hub, customer, partners, "T2"))
                    .as("saved and not taken over yet")
                    .isEqualTo("AF");
            assertThat(hub.reload().statusCode()).isEqualTo(200);
            assertThat(hub.status(table)).isEqualTo("running");
            assertThat(status(hub, customer, partners, "T3")).isEqualTo("CP");

            hub.edit(table, "collection,collected,,CP,", "collection,collected,,,");
            assertThat(hub.reload().statusCode()).isEqualTo(409);
            assertThat(hub.status(table)).isEqualTo("previous_runs");
            assertThat(hub.state(table).path("reason").asText())
                    .contains("status-codes.csv:", "five cells with a milestone and a status code");
            assertThat(status(hub, customer, partners, "T4")).isEqualTo("CP");

            hub.save(table, shipped);
            assertThat(hub.reload().statusCode()).isEqualTo(200);
            assertThat(hub.status(table)).isEqualTo("running");
            assertThat(status(hub, customer, partners, "T5")).isEqualTo("AF");
        }
    }

    /** AT701 of the file that a shipment's event comes in. */
    private static String status(EditedHub hub, TestCustomer customer, TestPartners partners, String number)
            throws Exception {
        customer.track("acme", number);
        assertThat(hub.post("acme", number)).isEqualTo(200);
        String begin = "B10*" + number + "*";
        await().atMost(PATIENCE).until(() -> sent(partners).contains(begin));
        String set = sent(partners).split(Pattern.quote(begin), 2)[1];
        return set.split("AT7\\*", 2)[1].split("\\*", 2)[0];
    }

    private static String sent(TestPartners partners) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : TestPartners.files(partners.inbox())) {
            all.append(Files.readString(file, ISO_8859_1));
        }
        return all.toString();
    }
}
