package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravanserai.event.Json;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Dialect;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscriptions that want messages by what is in them. */
class BodyFilterTest {
    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void onlyMessagesOfWhichAllConditionsHoldMakeDeliveries(Dialect dialect) {
        hub = new DeliveryHarness(dialect);
        Subscription picky = subscribe(
                """
                {"path": "/0/event/codes/gluey/milestone", "in": ["delivery", "exception"]},
                {"path": "/0/shipment_meta_data/0/value", "equals": "north"}""");
        Subscription all = subscribe("");

        hub.enqueue(
                News.of("S1", "e1", "acme", "in_transit"),
                News.of("S2", "e2", "acme", "delivery"),
                News.of("S3", "e3", "acme", "exception"));

        assertThat(shipments(picky)).containsExactlyInAnyOrder("S2", "S3");
        assertThat(shipments(all)).containsExactlyInAnyOrder("S1", "S2", "S3");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void newsOfLabelsAreFilteredTheSameWay(Dialect dialect) {
        hub = new DeliveryHarness(dialect);
        SubscriptionRequest request = SubscriptionRequest.parse(
                DeliveryHarness.bytes(
                        """
                        {"endpoint": "http://127.0.0.1:1",
                         "filter": {"body": [{"path": "/update_type", "equals": "label_failed"}]}}"""),
                Subscription.Kind.SHIPMENT,
                Set.of());
        hub.subscriptions.create(FreshStore.ACCOUNT, Subscription.Kind.SHIPMENT, request, 50);

        for (String type : List.of("labels", "label_failed")) {
            byte[] body = DeliveryHarness.bytes("{\"update_type\":\"" + type + "\"}");
            ShipmentOutbox.News news = new ShipmentOutbox.News(type, FreshStore.ACCOUNT, "acme", "S of " + type, body);
            hub.database.write(connection -> ShipmentOutbox.write(connection, news, hub.clock.millis()));
        }

        assertThat(hub.only().shipmentId()).isEqualTo("S of label_failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"path\": \"/a\", \"equals\": 1} | {\"a\": 1.0} | true",
                "{\"path\": \"/a\", \"equals\": \"1\"} | {\"a\": 1} | false",
                "{\"path\": \"/a\", \"equals\": null} | {\"a\": null} | true",
                "{\"path\": \"/a\", \"equals\": null} | {} | false",
                "{\"path\": \"/a/b~1c\", \"in\": [true, \"ü\"]} | {\"a\": {\"b/c\": \"ü\"}} | true",
                "{\"path\": \"/a/0\", \"equals\": \"x\"} | {\"a\": [\"x\"]} | true",
                "{\"path\": \"/a\", \"exists\": true} | {\"a\": null} | false",
                "{\"path\": \"/a\", \"exists\": true} | {\"a\": false} | true",
                "{\"path\": \"/a/b\", \"exists\": false} | {\"a\": 1} | true",
            })
    void comparesAsJsonDoes(String condition, String body, boolean wanted) {
        hub = new DeliveryHarness(Dialect.SQLITE);

        Subscription kept = subscribe(condition);

        assertThat(kept.filter().takesMessage(DeliveryHarness.bytes(body))).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | $.filter.body[0]",
                "{\"path\": \"a\", \"equals\": 1} | $.filter.body[0].path",
                "{\"equals\": 1} | $.filter.body[0].path",
                "{\"path\": \"/a\"} | $.filter.body[0]",
                "{\"path\": \"/a\", \"equals\": 1, \"exists\": true} | $.filter.body[0]",
                "{\"path\": \"/a\", \"equals\": {}} | $.filter.body[0]",
                "{\"path\": \"/a\", \"in\": []} | $.filter.body[0].in",
                "{\"path\": \"/a\", \"exists\": \"yes\"} | $.filter.body[0].exists",
                "{\"path\": \"/a\", \"equal\": 1, \"exists\": true} | $.filter.body[0].equal",
            })
    void namesAConditionThatIsNone(String condition, String path) throws Exception {
        hub = new DeliveryHarness(Dialect.SQLITE);

        HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> subscribe(condition));

        assertThat(Json.parse(problem.answer().body()).at("/detail/0/path").asText())
                .isEqualTo(path);
    }

    @Test
    void aFilterOfAnOlderVersionStillReads() {
        hub = new DeliveryHarness(Dialect.SQLITE);

        SubscriptionFilter read = Json.read(
                DeliveryHarness.bytes("{\"carrier_ids\":[\"acme\"],\"milestones\":[]}"), SubscriptionFilter.class);

        assertThat(read.takesMessage(DeliveryHarness.bytes("{}"))).isTrue();
    }

    private Subscription subscribe(String conditions) {
        return hub.subscribe("http://127.0.0.1:1", ",\"filter\":{\"body\":[" + conditions + "]}");
    }

    private List<String> shipments(Subscription of) {
        return hub.lines().stream()
                .filter(line -> line.subscriptionId().equals(of.id()))
                .map(DeliveryStore.Line::shipmentId)
                .toList();
    }
}
