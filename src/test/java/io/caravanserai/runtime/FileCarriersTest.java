package io.caravanserai.runtime;

import static io.caravanserai.runtime.CarrierFiles.collected;
import static io.caravanserai.runtime.CarrierFiles.status;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.account.AccountStore;
import io.caravanserai.edi.Staedi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped carriers by file, on a real sFTP server, through a whole hub to a customer with webhook and sFTP. */
class FileCarriersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void filesOfThreeCarriersComeOutAsWebhooksAndAsEdiFiles(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        AccountStore.Created account = TestPartners.account(data);
        try (TestPartners partners = TestPartners.start(folder.resolve("server"), data)) {
            Map<String, String> settings = new LinkedHashMap<>(partners.carriers());
            settings.putAll(partners.customer(account.accountNumber()));
            try (TestHub hub = TestHub.onSharedBroker(data, settings);
                    TestCustomer customer = TestCustomer.of(hub::call, account)) {
                customer.track("freightline_ltl", "5551001");
                customer.track("freightline_ltl", "5551002");
                customer.track("bring", "370400000000000017");
                customer.track("nordic_couriers", "NC-1001");

                partners.drop(
                        "freightline_ltl",
                        "s.214",
                        CarrierFiles.x12(status("0001", "5551001"), status("0002", "5551002")));
                partners.drop(
                        "bring", "s.edi", CarrierFiles.edifact("UNOC", List.of("370400000000000017"), "KARI NORDMANN"));
                partners.drop("nordic_couriers", "s.csv", CarrierFiles.csv(collected("NC-1001")));

                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(customer.codes("5551001")).containsExactly("collection/collected");
                    assertThat(customer.codes("5551002")).containsExactly("collection/collected");
                    assertThat(customer.codes("370400000000000017")).containsExactly("delivery/delivered");
                    assertThat(customer.codes("NC-1001")).containsExactly("collection/collected");
                });
                assertThat(customer.told("NC-1001")
                                .get(0)
                                .at("/event/location/address/city")
                                .asText())
                        .isEqualTo("Göteborg");
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(ediFiles(partners))
                        .contains("5551001", "5551002", "370400000000000017", "NC-1001"));
                assertThat(TestPartners.files(partners.inbox()))
                        .allSatisfy(file -> assertThat(Staedi.complaints(Files.readAllBytes(file), "214"))
                                .as(file.toString())
                                .isEmpty());
                await().untilAsserted(() -> assertThat(List.of("freightline_ltl", "bring", "nordic_couriers"))
                        .allSatisfy(carrier -> {
                            assertThat(TestPartners.files(partners.outbox(carrier)))
                                    .isEmpty();
                            assertThat(TestPartners.files(
                                            partners.outbox(carrier).resolve("archive")))
                                    .hasSize(1);
                        }));
                assertThat(hub.deadLetters()).isEmpty();
            }
        }
    }

    private static String ediFiles(TestPartners partners) {
        return TestPartners.files(partners.inbox()).stream()
                .map(file -> {
                    try {
                        return Files.readString(file, ISO_8859_1);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .collect(Collectors.joining());
    }
}
