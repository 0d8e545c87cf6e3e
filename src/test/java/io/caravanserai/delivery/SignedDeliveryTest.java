package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.event.Json;
import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a subscriber gets, and how he knows it is from the hub; real receivers, a real store. */
class SignedDeliveryTest {
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
        Messages.verify(subscription, message);
        assertThat(hub.only().lastStatus()).isEqualTo(204);
        assertThat(hub.only().attempts()).isEqualTo(1);
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
        Messages.verify(before, during);
        Messages.verify(after, during);
        assertThat(sink.received().get(1).headers().get("webhook-signature")).doesNotContain(" ");
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

        await().until(() -> hub.count("delivered") == 2);
        assertThat(sink.received().get(0).id()).isEqualTo(sink.received().get(1).id());
    }
}
