package io.caravanserai.label.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.budget.CarrierAccount;
import io.caravanserai.budget.Rate;
import io.caravanserai.config.HubConfig;
import io.caravanserai.event.Json;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelCall;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.LabelStep;
import io.caravanserai.label.buy.RetryPolicy;
import io.caravanserai.label.queue.CutOffs;
import io.caravanserai.label.queue.LabelQueue;
import io.caravanserai.label.queue.LaneSettings;
import io.caravanserai.label.queue.Priorities;
import io.caravanserai.label.queue.QueuedLabels;
import io.caravanserai.label.sandbox.SandboxLabelServer;
import io.caravanserai.label.sandbox.SandboxSales;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import io.caravanserai.tracking.Outbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Labels bought from the sandbox carrier by the mapping that the hub ships. */
class SandboxRunTest {
    /** On each store. */
    private static final int LABELS = 150;

    private static final LabelOrder ORDER = new LabelOrder(
            "R1",
            "sandbox",
            "s",
            "A1",
            "zpl200",
            "4x6",
            Optional.empty(),
            List.of(),
            List.of("p"),
            Json.read(
                    """
                    {"carrier": {"code": "sandbox", "service": {"code": "standard"}},
                     "shipment": {"addresses": {"to_address": {"name": "Ada Holm", "city": "Aarhus"}},
                       "parcels": [{"weight": {"value": 1.5, "unit": "kg"}}]}}"""
                            .getBytes(StandardCharsets.UTF_8),
                    JsonNode.class));

    @OnBothStores
    void labelsAreEachSoldOnceWhateverBreaks(TestStore store) {
        Database database = store.database();
        SandboxSales sales = new SandboxSales(database, Clock.systemUTC());
        QueuedLabels.add(database, "sandbox", "A1", LABELS / 2);
        QueuedLabels.add(database, "sandbox", "A2", LABELS / 2);
        HubConfig.SandboxLabels faults = new HubConfig.SandboxLabels(0, 2_000, 3, 4, 4);
        try (SandboxLabelServer server = SandboxLabelServer.start(faults, sales, Clock.systemUTC());
                LabelQueue lost = queue(database);
                LabelQueue next = queue(database)) {
            // Given a hub that is replaced in the middle of its calls, again and again
            lost.open(lane(Optional.empty()), api(server));
            await().until(() -> QueuedLabels.count(database, "made") > 30);
            next.open(lane(Optional.empty()), api(server));
            await().until(() -> QueuedLabels.count(database, "made") > 100);
            lost.close();

            // When all labels have come to an end
            await().until(() -> QueuedLabels.count(database, "made") == LABELS);
        }
        // Then each was sold, once
        assertThat(sales.duplicates()).isZero();
        assertThat(sales.sold()).isEqualTo(LABELS);
    }

    @OnBothStores
    void aCarrierThatIsNeverOverrunNeverSaysWait(TestStore store) {
        Database database = store.database();
        SandboxSales sales = new SandboxSales(database, Clock.systemUTC());
        QueuedLabels.add(database, "sandbox", "A1", 60);
        HubConfig.SandboxLabels calm = new HubConfig.SandboxLabels(0, 30, 0, 0, 0);
        try (SandboxLabelServer server = SandboxLabelServer.start(calm, sales, Clock.systemUTC());
                LabelQueue queue = queue(database)) {
            queue.open(lane(Optional.of(Rate.parse("30/s burst 5"))), api(server));

            await().until(() -> QueuedLabels.count(database, "made") == 60);

            assertThat(server.throttled()).isZero();
        }
    }

    @OnBothStores
    void aCallThatMayNotGoOutAnyMoreIsNotMade(TestStore store) throws Exception {
        SandboxSales sales = new SandboxSales(store.database(), Clock.systemUTC());
        HubConfig.SandboxLabels calm = new HubConfig.SandboxLabels(0, 30, 0, 0, 0);
        try (SandboxLabelServer server = SandboxLabelServer.start(calm, sales, Clock.systemUTC())) {
            CarrierAnswer answer = api(server).call(new LabelCall(LabelStep.BUY, ORDER, () -> false));

            assertThat(answer).isInstanceOf(CarrierAnswer.Unmade.class);
            assertThat(sales.sold()).isZero();
            assertThat(api(server).call(LabelStep.BUY, ORDER)).isInstanceOf(CarrierAnswer.Sold.class);
        }
    }

    private static LabelQueue queue(Database database) {
        return new LabelQueue(database, "n1", Outbox.NONE, news -> {}, Clock.systemUTC());
    }

    private static LaneSettings lane(Optional<Rate> rate) {
        return new LaneSettings(
                new CarrierAccount("sandbox", "default"),
                Set.of(),
                rate,
                16,
                CutOffs.NONE,
                Priorities.NONE,
                new RetryPolicy(
                        List.of(
                                Duration.ofMillis(100),
                                Duration.ofMillis(200),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2)),
                        Duration.ofSeconds(5)));
    }

    private static LabelApi api(SandboxLabelServer server) {
        LabelApiSettings settings = new LabelApiSettings();
        String labels = "http://127.0.0.1:" + server.port() + "/labels";
        settings.setCarrier("sandbox");
        settings.setBuyUrl(labels);
        settings.setFindUrl(labels + "/{reference}");
        settings.setCancelUrl(labels + "/{reference}");
        settings.setTimeout("1s");
        return new LabelApi(settings, new LiveLabelMapping(Path.of("edi-mappings"), "sandbox"), Clock.systemUTC());
    }
}
