package io.caravanserai.delivery;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.http.HttpCall;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracing.Traces;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.ShipmentEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The delivery part of the hub on a real store, with real receivers. */
final class DeliveryHarness implements AutoCloseable {
    static final List<Duration> SCHEDULE =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));
    static final Duration RETRY_AFTER_CAP = Duration.ofHours(24);
    static final Duration DISABLE_AFTER = Duration.ofDays(5);
    static final HubConfig.Retention TERMS =
            HubConfig.from(Settings.of(Map.of())).retention();

    final FreshStore store;
    final TestClock clock = new TestClock();
    final Vertx vertx = Vertx.vertx();
    Database database;
    SubscriptionStore subscriptions;
    DeliveryStore deliveries;
    DeliveryService service;
    private final List<WebhookSink> sinks = new ArrayList<>();

    DeliveryHarness(Dialect dialect) {
        store = FreshStore.of(dialect);
        open();
    }

    private void open() {
        database = store.open();
        subscriptions = new SubscriptionStore(database, clock);
        deliveries = new DeliveryStore(database, clock);
        service = service("node-a", Duration.ofSeconds(15));
    }

    DeliveryService service(String node, Duration timeout) {
        return service(database, node, timeout);
    }

    /** A node that has the database by a connection of its own. */
    DeliveryService service(Database database, String node, Duration timeout) {
        HubConfig.Webhook config =
                new HubConfig.Webhook(SCHEDULE, timeout, RETRY_AFTER_CAP, DISABLE_AFTER, true, 16, 1 << 18);
        TargetPolicy policy = new TargetPolicy(host -> Future.failedFuture("no names in tests"), true);
        return new DeliveryService(vertx, database, config, policy, node, TERMS, Traces.off(), clock);
    }

    DeliveryHarness start() {
        service.start();
        return this;
    }

    /** Loses all that was only in memory. */
    void restart() {
        service.close(Duration.ZERO);
        database.close();
        open();
        service.start();
    }

    WebhookSink sink() {
        WebhookSink sink = WebhookSink.start("127.0.0.1", 0);
        sinks.add(sink);
        return sink;
    }

    Subscription subscribe(WebhookSink sink) {
        return subscribe(sink.url(), "");
    }

    /**
     * @param more further fields of the request, beginning with a comma, or nothing
     */
    Subscription subscribe(String endpoint, String more) {
        SubscriptionRequest request = SubscriptionRequest.parse(
                bytes("{\"endpoint\":\"" + endpoint + "\"" + more + "}"), Subscription.Kind.TRACKING, Set.of());
        return subscriptions
                .create(FreshStore.ACCOUNT, Subscription.Kind.TRACKING, request, 50)
                .orElseThrow();
    }

    /** Stores deliveries without waking anyone, as when the hub dies before it publishes the notifications. */
    List<Outbox.Notification> enqueue(ShipmentEvent... news) {
        return database.write(
                connection -> new DeliveryOutbox(ShippedTypes::get, clock).write(connection, List.of(news)));
    }

    /** Stores deliveries and wakes their lanes, as the route of customer.notifications does. */
    void send(ShipmentEvent... news) {
        service.dispatcher()
                .wake(enqueue(news).stream().map(Outbox.Notification::key).toList());
    }

    /** Moves the clock and does at once what the sweeper would do soon. */
    void advance(Duration step) {
        clock.advance(step);
        service.dispatcher()
                .wake(lines().stream()
                        .map(DeliveryStore.Line::subscriptionId)
                        .distinct()
                        .toList());
    }

    List<DeliveryStore.Line> lines() {
        return deliveries.list(FreshStore.ACCOUNT, null, Long.MAX_VALUE, 1000);
    }

    DeliveryStore.Line only() {
        List<DeliveryStore.Line> lines = lines();
        if (lines.size() != 1) {
            throw new AssertionError("expected one delivery: " + lines);
        }
        return lines.get(0);
    }

    long count(String status) {
        return database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM delivery WHERE status = ?", status));
    }

    HttpCall call(String method, Map<String, String> path, Map<String, List<String>> query, String body) {
        return new HttpCall(method, "/", path, query, Map.of(), "127.0.0.1", bytes(body));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        sinks.forEach(WebhookSink::close);
        service.close(Duration.ZERO);
        database.close();
        store.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
