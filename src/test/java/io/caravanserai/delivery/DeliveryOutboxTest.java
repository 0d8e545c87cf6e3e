package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Dialect;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.ShipmentEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryOutboxTest {
    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void writesWhatTheContractSays(Dialect dialect) throws Exception {
        hub = new DeliveryHarness(dialect);
        Subscription subscription = hub.subscribe("http://127.0.0.1:1", "");
        ShipmentEvent plain = News.of("S1", "e1");
        ShipmentEvent parcel = new ShipmentEvent(
                FreshStore.ACCOUNT,
                "S1",
                "order-1",
                List.of(),
                "parcel",
                new ShipmentEvent.Parcel("P1", "box-1", "TN1", List.of()),
                News.event("e2", "acme", "delivery", "delivered", "Ann"));

        List<Outbox.Notification> notifications = hub.enqueue(plain, parcel);

        assertThat(notifications).singleElement().matches(n -> n.key().equals(subscription.id()));
        List<DeliveryStore.Line> lines = hub.lines();
        assertThat(lines).hasSize(2).allMatch(line -> line.id().startsWith("msg_"));
        JsonNode first = Json.parse(
                hub.deliveries.find(null, lines.get(1).id()).orElseThrow().body());
        assertThat(first).hasSize(1);
        assertThat(names(first.get(0)))
                .containsExactly(
                        "shipment_id",
                        "shipment_uuid_ref",
                        "shipment_meta_data",
                        "carrier_id",
                        "carrier_tracking_id",
                        "tracking_level",
                        "event");
        assertThat(first.at("/0/shipment_meta_data/0/key").asText()).isEqualTo("shop");
        JsonNode second = Json.parse(
                hub.deliveries.find(null, lines.get(0).id()).orElseThrow().body());
        assertThat(names(second.at("/0/parcel")))
                .containsExactly("parcel_id", "parcel_uuid_ref", "carrier_tracking_id", "parcel_meta_data");
        assertThat(second.at("/0/event/codes/gluey/milestone").asText()).isEqualTo("delivery");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void theSameEventsAgainMakeNoSecondDelivery(Dialect dialect) {
        hub = new DeliveryHarness(dialect);
        hub.subscribe("http://127.0.0.1:1", "");

        hub.enqueue(News.of("S1", "e1"), News.of("S2", "e1"));
        hub.enqueue(News.of("S1", "e1"), News.of("S1", "e2"));

        assertThat(hub.lines()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void sendsWhatTheFilterWants(Dialect dialect) {
        hub = new DeliveryHarness(dialect);
        Subscription carriers =
                hub.subscribe("http://127.0.0.1:1", ",\"filter\":{\"carrier_ids\":[\"acme\",\"other\"]}");
        Subscription milestones = hub.subscribe("http://127.0.0.1:2", ",\"filter\":{\"milestones\":[\"delivery\"]}");

        hub.enqueue(
                News.of("S1", "e1", "acme", "in_transit"),
                News.of("S1", "e2", "acme", "delivery"),
                News.of("S1", "e3", "third", "delivery"),
                News.of("S1", "e4", "third", "in_transit"));

        assertThat(hub.lines())
                .extracting(DeliveryStore.Line::subscriptionId)
                .containsExactlyInAnyOrder(carriers.id(), carriers.id(), milestones.id(), milestones.id());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void tellsEachEndpointInItsFormat(Dialect dialect) throws Exception {
        hub = new DeliveryHarness(dialect);
        hub.subscribe("http://127.0.0.1:1", "");
        Subscription tracker = hub.subscribe(
                "http://127.0.0.1:2",
                ",\"format\":\"tracardi\",\"tracker\":{\"source_id\":\"src\",\"profile_key\":\"shop\"}");

        hub.enqueue(News.of("S1", "e1", "acme", "in_transit"));
        hub.enqueue(News.of("S1", "e1", "acme", "in_transit"));

        assertThat(hub.lines()).hasSize(2);
        DeliveryStore.Line line = hub.lines().stream()
                .filter(one -> one.subscriptionId().equals(tracker.id()))
                .findFirst()
                .orElseThrow();
        JsonNode payload =
                Json.parse(hub.deliveries.find(null, line.id()).orElseThrow().body());
        assertThat(line.shipmentId()).isEqualTo("S1");
        assertThat(payload.at("/source/id").asText()).isEqualTo("src");
        assertThat(payload.at("/profile/id").asText()).isEqualTo("north");
        assertThat(payload.at("/events/0/type").asText()).isEqualTo("order-dispatch-in-transit");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void tellsNobodyElse(Dialect dialect) {
        hub = new DeliveryHarness(dialect);
        hub.store.account(hub.database, "2");
        hub.subscribe("http://127.0.0.1:1", "");

        List<Outbox.Notification> notifications =
                hub.enqueue(News.of("2", "S9", News.event("e1", "acme", "delivery", "delivered", null)));

        assertThat(notifications).isEmpty();
        assertThat(hub.lines()).isEmpty();
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new java.util.ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
