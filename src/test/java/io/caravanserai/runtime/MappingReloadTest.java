package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What edits of edi-mappings/ do to a running hub. */
class MappingReloadTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void anEditedMappingReadsWhatComesNextAndABadOneLeavesTheLastGood() throws Exception {
        try (EditedHub hub = EditedHub.with(folder, "acme");
                TestCustomer customer = TestCustomer.of(hub.hub())) {
            Path acme = hub.mappings.resolve("acme");
            Path mapping = acme.resolve("tracking.map.yaml");
            String first = Files.readString(mapping);
            customer.track("acme", "M1");
            customer.track("acme", "M2");

            hub.edit(mapping, "text: event.description", "text: \"'said twice'\"");
            assertThat(hub.reload().statusCode()).isEqualTo(200);
            hub.post("acme", "M1");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(texts(customer, "M1")).containsExactly("said twice"));

            hub.edit(mapping, "time:", "tme:");
            assertThat(hub.reload().statusCode()).isEqualTo(409);
            assertThat(hub.status(acme)).isEqualTo("previous_runs");
            assertThat(hub.state(acme).path("reason").asText()).contains("tracking.map.yaml", "tme");
            hub.post("acme", "M2");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(texts(customer, "M2")).containsExactly("said twice"));
            assertThat(hub.hub().deadLetters()).isEmpty();

            hub.save(mapping, first);
            assertThat(hub.reload().statusCode()).isEqualTo(200);
            assertThat(hub.status(acme)).isEqualTo("running");
        }
    }

    private static List<String> texts(TestCustomer customer, String number) {
        return customer.told(number).stream()
                .map(update -> update.at("/event/codes/carrier/freetext_detail").asText())
                .toList();
    }

    @Test
    void theTablesThatAllShareChangeForAllOrForNone() throws Exception {
        try (EditedHub hub = EditedHub.with(folder, "acme")) {
            Path harmonized = hub.mappings.resolve("harmonized");
            Path codes = harmonized.resolve("event-codes.csv");
            Path acme = hub.mappings.resolve("acme");
            String good = Files.readString(codes);
            Files.writeString(
                    acme.resolve("codes.csv"),
                    """
                    document,carrier_code,milestone,code,sub_code,reason,description
                    ,COL,collection,collected,,,Collected
                    """);
            assertThat(hub.reload().statusCode()).isEqualTo(200);
            String loaded = hub.state(acme).path("loaded_utc").asText();

            hub.save(codes, good.replace("collection,collected,,22", "collection,gathered,,22"));
            assertThat(hub.reload().statusCode()).isEqualTo(409);

            assertThat(hub.status(harmonized)).isEqualTo("previous_runs");
            assertThat(hub.state(harmonized).path("reason").asText()).contains("acme/codes.csv");
            assertThat(hub.state(acme).path("loaded_utc").asText()).isEqualTo(loaded);
            hub.save(codes, good);
            assertThat(hub.reload().statusCode()).isEqualTo(200);
            assertThat(hub.status(acme)).isEqualTo("running");
        }
    }

    @Test
    void aNewCarrierNeedsNoRestart() throws Exception {
        try (EditedHub hub = EditedHub.with(folder)) {
            hub.save(hub.carrier("late"), EditedHub.WEBHOOK.formatted("late"));
            assertThat(hub.reload().statusCode()).isEqualTo(409);
            assertThat(hub.state(hub.carrier("late")).path("reason").asText()).contains("no mapping");

            EditedHub.mapping(folder, "late");
            assertThat(hub.reload().statusCode()).isEqualTo(200);

            try (TestCustomer customer = TestCustomer.of(hub.hub())) {
                customer.track("late", "L1");
                assertThat(hub.post("late", "L1")).isEqualTo(200);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(customer.codes("L1")).containsExactly("collection/collected"));
            }
        }
    }
}
