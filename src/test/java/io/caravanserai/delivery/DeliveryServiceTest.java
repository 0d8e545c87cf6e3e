package io.caravanserai.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.caravanserai.event.Json;
import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Webhooks to real receivers from a real store. */
class DeliveryServiceTest {
    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void sendsASignedListToTheDefaultPath(Dialect dialect) throws Exception {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        Subscription subscription = hub.subscribe(sink);

        hub.send(News.of("S1", "e1"));

        await().until(() -> hub.count("delivered") == 1);
        WebhookSink.Received message = sink.received().get(0);
        assertThat(message.path()).isEqualTo("/webhook/tracking");
        assertThat(message.headers()).containsEntry("content-type", "application/json");
        assertThat(Json.parse(message.body()).get(0).get("shipment_id").asText())
                .isEqualTo("S1");
        new Webhook(subscription.secret().text()).verify(new String(message.body(), UTF_8), headers(message));
        assertThat(hub.only().lastStatus()).isEqualTo(204);
        assertThat(hub.only().attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void triesAgainByTheScheduleWithTheSameIdAndThenGivesUp(Dialect dialect) throws Exception {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        Subscription subscription = hub.subscribe(sink);
        sink.answer((message, response) -> response.setStatusCode(500).end("broken\0"));

        hub.send(News.of("S1", "e1"));
        for (int attempt = 1; attempt <= DeliveryHarness.SCHEDULE.size(); attempt++) {
            int made = attempt;
            await().until(() -> hub.only().attempts() == made);
            Duration wait = DeliveryHarness.SCHEDULE.get(attempt - 1);
            DeliveryStore.Line line = hub.only();
            assertThat(line.status()).isEqualTo("pending");
            assertThat(line.dueAt() - line.updatedAt())
                    .isBetween(wait.toMillis() * 79 / 100, wait.toMillis() * 121 / 100);
            hub.advance(wait.multipliedBy(2));
        }

        await().until(() -> hub.only().status().equals("dead"));
        assertThat(sink.received()).hasSize(DeliveryHarness.SCHEDULE.size() + 1);
        assertThat(sink.received())
                .extracting(WebhookSink.Received::id)
                .containsOnly(hub.only().id());
        assertThat(sink.received())
                .extracting(message -> message.headers().get("webhook-timestamp"))
                .doesNotHaveDuplicates();
        // the library refuses messages that are older or newer than five minutes, the first is the newest by its clock
        new Webhook(subscription.secret().text())
                .verify(
                        new String(sink.received().get(0).body(), UTF_8),
                        headers(sink.received().get(0)));
        DeliveryStore.Detail detail = hub.deliveries.find(null, hub.only().id()).orElseThrow();
        assertThat(detail.attempts()).hasSize(4).allSatisfy(attempt -> {
            assertThat(attempt.status()).isEqualTo(500);
            assertThat(attempt.answer()).isEqualTo("broken\ufffd");
        });
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void keepsTheOrderOfAShipmentThroughRetries(Dialect dialect) throws Exception {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        sink.answer((message, response) -> {
            boolean first = text(message).contains("\"id\":\"a1\"");
            boolean fails = first
                    && sink.received().stream()
                                    .filter(m -> m.id().equals(message.id()))
                                    .count()
                            < 3;
            response.setStatusCode(fails ? 503 : 200).end();
        });

        hub.send(News.of("A", "a1"), News.of("B", "b1"), News.of("A", "a2"), News.of("A", "a3"), News.of("B", "b2"));
        await().until(() -> hub.count("delivered") == 2);
        hub.advance(Duration.ofSeconds(10));
        await().until(() -> sink.received().size() == 4);
        hub.advance(Duration.ofMinutes(1));
        await().until(() -> hub.count("delivered") == 5);

        assertThat(events(sink, "A")).containsExactly("a1", "a1", "a1", "a2", "a3");
        assertThat(events(sink, "B")).containsExactly("b1", "b2");
    }

    @Test
    void keepsTheOrderOfEveryShipmentWhenReceiversFailAtRandom() throws Exception {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        AtomicInteger calls = new AtomicInteger();
        Map<String, List<String>> taken = new ConcurrentHashMap<>();
        sink.answer((message, response) -> {
            if (calls.incrementAndGet() % 7 == 3) {
                response.setStatusCode(400).end();
                return;
            }
            taken.computeIfAbsent(shipment(message), s -> Collections.synchronizedList(new ArrayList<>()))
                    .add(event(message));
            response.end();
        });

        for (int n = 0; n < 20; n++) {
            int step = n;
            hub.send(IntStream.range(0, 10)
                    .mapToObj(s -> News.of("S" + s, "S" + s + "-" + String.format("%02d", step)))
                    .toArray(io.caravanserai.tracking.ShipmentEvent[]::new));
        }

        await().atMost(Duration.ofMinutes(2)).until(() -> {
            hub.advance(Duration.ofSeconds(6));
            return hub.count("pending") == 0;
        });
        assertThat(taken).hasSize(10);
        taken.forEach(
                (shipment, events) -> assertThat(events.stream().distinct().toList())
                        .isSorted()
                        .hasSize((int) hub.lines().stream()
                                .filter(line -> line.shipmentId().equals(shipment))
                                .filter(line -> line.status().equals("delivered"))
                                .count()));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aHangingEndpointDelaysNoOther(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink hanging = hub.sink();
        WebhookSink healthy = hub.sink();
        Subscription stuck = hub.subscribe(hanging);
        Subscription fine = hub.subscribe(healthy);
        hanging.answer((message, response) -> {});

        for (int i = 0; i < 200; i++) {
            hub.send(News.of("S" + i, "e" + i));
        }

        await().until(() -> healthy.received().size() == 200);
        await().until(() -> hub.count("delivered") == 200);
        assertThat(hub.lines())
                .filteredOn(line -> line.status().equals("delivered"))
                .extracting(DeliveryStore.Line::subscriptionId)
                .containsOnly(fine.id());
        assertThat(hanging.received()).as("calls still open").hasSize(16);
        assertThat(hub.lines())
                .filteredOn(line -> line.subscriptionId().equals(stuck.id()))
                .allMatch(line -> line.attempts() == 0);
    }

    @Test
    void neverOpensMoreCallsThanTheSubscriptionAllows() {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink.url(), ",\"max_in_flight\":2");
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        sink.answer((message, response) -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            hub.vertx.setTimer(5, timer -> {
                open.decrementAndGet();
                response.end();
            });
        });

        hub.send(IntStream.range(0, 40)
                .mapToObj(i -> News.of("S" + i, "e" + i))
                .toArray(io.caravanserai.tracking.ShipmentEvent[]::new));

        await().until(() -> hub.count("delivered") == 40);
        assertThat(most).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aGoneEndpointEndsItsSubscription(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        Subscription subscription = hub.subscribe(sink.url(), ",\"max_in_flight\":1");
        sink.answer((message, response) -> response.setStatusCode(410).end());

        hub.send(News.of("A", "a1"), News.of("A", "a2"), News.of("B", "b1"));

        await().until(() -> hub.count("cancelled") == 3);
        assertThat(sink.received()).hasSize(1);
        assertThat(hub.subscriptions.list(FreshStore.ACCOUNT, Subscription.Kind.TRACKING))
                .singleElement()
                .matches(found -> found.id().equals(subscription.id()))
                .matches(found -> found.status() == Subscription.Status.DISABLED);
        assertThat(hub.enqueue(News.of("A", "a3"))).isEmpty();
    }

    @Test
    void aRedirectIsAFailureAndNotFollowed() {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        WebhookSink elsewhere = hub.sink();
        hub.subscribe(sink);
        sink.answer((message, response) -> response.setStatusCode(307)
                .putHeader("Location", elsewhere.url() + "/secret")
                .end());

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.only().attempts() == 1);
        assertThat(hub.only().status()).isEqualTo("pending");
        assertThat(hub.only().lastError()).isEqualTo("HTTP 307: redirects are not followed");
        assertThat(elsewhere.received()).isEmpty();
    }

    @Test
    void waitsAsLongAsTheEndpointAsks() {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        sink.answer((message, response) ->
                response.setStatusCode(429).putHeader("Retry-After", "3600").end());

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.only().attempts() == 1);
        assertThat(hub.only().dueAt() - hub.only().updatedAt()).isBetween(3_590_000L, 3_600_000L);
    }

    @Test
    void readsNoMoreThanSixtyFourKibibytesOfAnAnswer() {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        // never ended: only a receiver that stops reading gets on
        sink.answer((message, response) -> response.setChunked(true).write(Buffer.buffer(new byte[200_000])));

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.count("delivered") == 1);
    }

    @Test
    void anAnswerThatNeverEndsIsCutAtTheDeadline() {
        hub = new DeliveryHarness(Dialect.SQLITE);
        hub.service.close();
        hub.service = hub.service("node-a", Duration.ofMillis(300));
        hub.start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        sink.answer((message, response) -> {});

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.only().attempts() == 1);
        assertThat(hub.only().lastStatus()).isNull();
        assertThat(hub.only().lastError()).startsWith("no complete answer within");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatWasPendingWhenTheHubDiedIsSentAfterwardsWithTheSameId(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        sink.answer((message, response) -> {});
        hub.send(News.of("A", "a1"));
        await().until(() -> sink.received().size() == 1);
        hub.enqueue(News.of("B", "b1"));
        sink.answer((message, response) -> response.end());

        hub.restart();

        await().atMost(Duration.ofSeconds(5)).until(() -> hub.count("delivered") == 2);
        assertThat(sink.received().get(0).id()).isEqualTo(sink.received().get(1).id());
    }

    @Test
    void aRotatedSecretSignsBesideTheOldOneForAWhile() throws Exception {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        Subscription before = hub.subscribe(sink);
        Subscription after = hub.subscriptions
                .rotate(FreshStore.ACCOUNT, Subscription.Kind.TRACKING, before.id(), WebhookSecret.random())
                .orElseThrow();

        hub.send(News.of("A", "a1"));
        await().until(() -> sink.received().size() == 1);
        hub.advance(SubscriptionStore.ROTATION_GRACE);
        hub.send(News.of("A", "a2"));
        await().until(() -> sink.received().size() == 2);

        WebhookSink.Received during = sink.received().get(0);
        new Webhook(before.secret().text()).verify(text(during), headers(during));
        new Webhook(after.secret().text()).verify(text(during), headers(during));
        assertThat(sink.received().get(1).headers().get("webhook-signature")).doesNotContain(" ");
    }

    @Test
    void aDeadEndpointIsLeftAloneAndThenTriedWithOneCall() {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink.url(), ",\"max_in_flight\":1");
        sink.answer((message, response) -> response.setStatusCode(502).end());

        hub.send(IntStream.range(0, 50)
                .mapToObj(i -> News.of("S" + i, "e" + i))
                .toArray(io.caravanserai.tracking.ShipmentEvent[]::new));

        await().until(() -> sink.received().size() == Circuit.THRESHOLD);
        sink.answer((message, response) -> response.end());
        hub.advance(Duration.ofMinutes(2));
        await().until(() -> hub.count("delivered") == 50);
    }

    @Test
    void deletedSubscriptionsGetNothingMore() {
        hub = new DeliveryHarness(Dialect.SQLITE);
        WebhookSink sink = hub.sink();
        Subscription subscription = hub.subscribe(sink);
        hub.enqueue(News.of("A", "a1"));

        hub.subscriptions.delete(FreshStore.ACCOUNT, Subscription.Kind.TRACKING, subscription.id());
        hub.start();

        assertThat(hub.only().status()).isEqualTo("cancelled");
        assertThat(hub.enqueue(News.of("A", "a2"))).isEmpty();
    }

    @Test
    void twoNodesOnOneDatabaseShareTheLanesAndKeepTheOrder() {
        hub = new DeliveryHarness(Dialect.POSTGRESQL).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        try (DeliveryService other = hub.service("node-b", Duration.ofSeconds(15))) {
            other.start();

            for (int i = 0; i < 100; i++) {
                List<String> lanes =
                        hub.enqueue(News.of("A", "a" + String.format("%03d", i)), News.of("B" + i, "b" + i)).stream()
                                .map(io.caravanserai.tracking.Outbox.Notification::key)
                                .toList();
                (i % 2 == 0 ? hub.service : other).dispatcher().wake(lanes);
            }

            await().atMost(Duration.ofMinutes(2)).until(() -> hub.count("delivered") == 200);
        }
        assertThat(events(sink, "A")).isSorted().hasSize(100);
        assertThat(sink.received()).hasSize(200);
    }

    private static HttpHeaders headers(WebhookSink.Received message) {
        Map<String, List<String>> headers = message.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static List<String> events(WebhookSink sink, String shipment) {
        return sink.received().stream()
                .filter(message -> shipment(message).equals(shipment))
                .map(DeliveryServiceTest::event)
                .toList();
    }

    private static String shipment(WebhookSink.Received message) {
        return path(message, "/0/shipment_id");
    }

    private static String event(WebhookSink.Received message) {
        return path(message, "/0/event/id");
    }

    private static String path(WebhookSink.Received message, String pointer) {
        try {
            return Json.parse(message.body()).at(pointer).asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(WebhookSink.Received message) {
        return new String(message.body(), UTF_8);
    }
}
