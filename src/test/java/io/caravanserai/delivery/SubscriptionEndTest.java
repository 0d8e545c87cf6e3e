package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracking.ShipmentEvent;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a subscription ends, by the endpoint, by the hub or by the customer, and how it begins again. */
class SubscriptionEndTest {
    private static final int OPEN_CALLS = 16;

    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @SuppressWarnings("NullAway.Init") // set with the hub
    SubscriptionApi api;

    @SuppressWarnings("NullAway.Init") // set with the hub
    WebhookSink sink;

    /** Calls that the endpoint has not answered yet. */
    private final List<HttpServerResponse> open = new CopyOnWriteArrayList<>();

    private void open(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        TargetPolicy policy = new TargetPolicy(host -> Future.failedFuture("no names in tests"), true);
        api = new SubscriptionApi(
                call -> FreshStore.ACCOUNT, hub.subscriptions, policy, Set.of(), hub.service.dispatcher()::reload);
        sink = hub.sink();
        sink.answer((message, response) -> open.add(response));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aGoneEndpointIsCalledNoMoreWhateverElseIsOpenAndRaisesOneAlert(Dialect dialect) {
        open(dialect);
        Subscription subscription = hub.subscribe(sink);
        hub.send(shipments(40));
        await().until(() -> open.size() == OPEN_CALLS);

        open.get(0).setStatusCode(410).end();
        await().until(() -> status().equals(Subscription.Status.DISABLED));
        assertThat(alerts()).as("raised with the end itself").hasSize(1);
        for (int i = 1; i < OPEN_CALLS; i++) {
            open.get(i).setStatusCode(i < 6 ? 410 : 500).end();
        }
        await().until(() -> number("SELECT COUNT(*) FROM delivery_attempt") == OPEN_CALLS);
        hub.advance(Duration.ofMinutes(10));

        assertThat(hub.count("cancelled")).isEqualTo(40);
        assertThat(sink.received()).hasSize(OPEN_CALLS);
        assertThat(alerts())
                .singleElement()
                .matches(alert -> alert.kind().equals(AlertKind.ENDPOINT_GONE.word()))
                .matches(alert -> alert.subject().equals(subscription.id()))
                .matches(alert -> alert.times() == 1);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aGoneEndpointThatIsEnabledGetsWhatIsNewAndOnRequestWhatWasCancelled(Dialect dialect) {
        open(dialect);
        Subscription subscription = hub.subscribe(sink);
        sink.answer((message, response) -> response.setStatusCode(410).end());
        hub.send(News.of("A", "a1"));
        await().until(() -> hub.count("cancelled") == 1);
        hub.send(News.of("A", "missed"));
        sink.answer((message, response) -> response.end());

        HttpAnswer answer = api.enable(call(subscription.id()));
        hub.send(News.of("A", "a2"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"status\":\"active\"", "\"status_reason\":null");
        assertThat(alerts()).isEmpty();
        await().until(() -> hub.count("delivered") == 1);
        int replayed = hub.deliveries.replayAll(FreshStore.ACCOUNT, 0, "cancelled", null);
        hub.advance(Duration.ZERO);
        await().until(() -> hub.count("delivered") == 2);
        assertThat(replayed).isEqualTo(1);
        assertThat(Messages.events(sink, "A")).containsExactly("a1", "a2", "a1");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anEndpointThatOnlyFailsRaisesAlertsAndIsDisabledInTheEnd(Dialect dialect) {
        open(dialect);
        Subscription subscription = hub.subscribe(sink);
        sink.answer((message, response) -> response.setStatusCode(500).end());
        hub.send(News.of("A", "a1"));
        attempts(1);
        hub.enqueue(News.of("A", "a2"));
        hub.advance(Duration.ofHours(59));
        attempts(2);
        assertThat(alerts()).as("49 %").isEmpty();

        hub.advance(Duration.ofHours(2));
        attempts(3);
        assertThat(alerts()).singleElement().matches(alert -> alert.words().contains("50 %"));
        hub.enqueue(News.of("B", "b1"));
        hub.advance(Duration.ofHours(36));
        attempts(6);
        assertThat(alerts())
                .singleElement()
                .matches(alert -> alert.words().contains("80 %"))
                .matches(alert -> alert.kind().equals(AlertKind.ENDPOINT_FAILING.word()));
        hub.advance(Duration.ofHours(24));
        await().until(() -> status().equals(Subscription.Status.DISABLED));

        assertThat(alerts())
                .singleElement()
                .matches(alert -> alert.kind().equals(AlertKind.ENDPOINT_DISABLED.word()))
                .matches(alert -> alert.subject().equals(subscription.id()));
        assertThat(hub.count("dead")).as("also what was never tried").isEqualTo(3);
        sink.answer((message, response) -> response.end());
        api.enable(call(subscription.id()));
        assertThat(alerts()).isEmpty();
        assertThat(hub.deliveries.replayAll(FreshStore.ACCOUNT, 0, "dead", subscription.id()))
                .isEqualTo(3);
        hub.advance(Duration.ofMinutes(2));
        await().until(() -> hub.count("delivered") == 3);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anySuccessClears(Dialect dialect) {
        open(dialect);
        hub.subscribe(sink);
        sink.answer((message, response) -> response.setStatusCode(
                        Messages.shipment(message).equals("A") ? 500 : 204)
                .end());
        hub.send(News.of("A", "a1"));
        attempts(1);
        hub.advance(Duration.ofDays(3));
        attempts(2);
        assertThat(alerts()).hasSize(1);

        hub.send(News.of("B", "b1"));
        await().until(() -> hub.count("delivered") == 1);

        assertThat(alerts()).isEmpty();
        hub.advance(Duration.ofDays(3));
        attempts(4);
        assertThat(alerts()).as("it counts from the failure after the success").isEmpty();
        assertThat(status()).isEqualTo(Subscription.Status.ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatWaitsForADeletedSubscriptionIsCancelledWhileCallsAreOpen(Dialect dialect) {
        open(dialect);
        Subscription subscription = hub.subscribe(sink.url(), ",\"max_in_flight\":4");
        hub.send(shipments(30));
        await().until(() -> open.size() == 4);

        assertThat(api.delete(call(subscription.id())).status()).isEqualTo(204);
        assertThat(hub.count("cancelled")).isEqualTo(30);
        open.forEach(HttpServerResponse::end);
        await().until(() -> number("SELECT COUNT(*) FROM delivery_attempt") == 4);
        WebhookSink other = hub.sink();
        hub.subscribe(other);
        hub.send(News.of("S1", "later"));
        await().until(() -> hub.count("delivered") == 1);

        assertThat(sink.received()).hasSize(4);
        assertThat(hub.count("cancelled")).isEqualTo(30);
        assertThat(hub.lines())
                .filteredOn(line -> line.status().equals("cancelled"))
                .allMatch(line -> "the subscription was deleted".equals(line.lastError()));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void enablesNoneThatIsDeletedUnknownOrOneTooMany(Dialect dialect) {
        open(dialect);
        Subscription gone = hub.subscribe(sink);
        hub.database.write(connection -> {
            SubscriptionEnd.gone(connection, gone.id(), 1);
            return true;
        });
        IntStream.range(0, SubscriptionApi.MOST_SUBSCRIPTIONS).forEach(i -> hub.subscribe(sink));

        assertThat(status(() -> api.enable(call(gone.id())))).isEqualTo(409);
        assertThat(status(() -> api.enable(call("nobody")))).isEqualTo(404);
        api.delete(call(gone.id()));
        assertThat(status(() -> api.enable(call(gone.id())))).isEqualTo(404);
        assertThat(alerts()).as("those of a deleted one are over").isEmpty();
    }

    private static ShipmentEvent[] shipments(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> News.of("S" + i, "e" + i))
                .toArray(ShipmentEvent[]::new);
    }

    private void attempts(int made) {
        await().until(() -> number("SELECT COUNT(*) FROM delivery_attempt") >= made);
    }

    private long number(String sql) {
        return hub.database.read(connection -> Sql.number(connection, sql));
    }

    private Subscription.Status status() {
        return hub.subscriptions
                .list(FreshStore.ACCOUNT, Subscription.Kind.TRACKING)
                .get(0)
                .status();
    }

    private List<Alerts.Alert> alerts() {
        return new Alerts(hub.database, hub.clock).list(true, 100);
    }

    private HttpCall call(String id) {
        return hub.call(
                "POST", Map.of("account_number", FreshStore.ACCOUNT, "kind", "tracking", "id", id), Map.of(), "");
    }

    private static int status(ThrowingCallable code) {
        return catchThrowableOfType(HttpProblem.class, code).answer().status();
    }
}
