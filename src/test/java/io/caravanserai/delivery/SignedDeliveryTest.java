package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.caravanserai.event.Json;
import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
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
        Subscription after = rotate(before);

        hub.send(News.of("A", "a1"));

        await().until(() -> sink.received().size() == 1);
        Messages.verify(before, sink.received().get(0));
        Messages.verify(after, sink.received().get(0));
    }

    @Test
    void afterThatWhileOnlyTheNewSecretSigns() throws Exception {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        Subscription before = hub.subscribe(sink);
        // rotated in the past, since the library takes messages of the last five minutes by its own clock only
        hub.clock.advance(SubscriptionStore.ROTATION_GRACE.negated());
        Subscription after = rotate(before);
        hub.clock.advance(SubscriptionStore.ROTATION_GRACE);

        hub.send(News.of("A", "a1"));

        await().until(() -> sink.received().size() == 1);
        Messages.verify(after, sink.received().get(0));
        assertThatThrownBy(() -> Messages.verify(before, sink.received().get(0)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    private Subscription rotate(Subscription subscription) {
        return hub.subscriptions
                .rotate(FreshStore.ACCOUNT, Subscription.Kind.TRACKING, subscription.id(), WebhookSecret.random())
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void wordsOfAnyScriptAreSignedWithSecretsOfAnyBytes(Dialect dialect) throws Exception {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        String signer = "Zoë Ångström 北京 🚚 Ωmega";
        byte[] secret = "ключ-密钥-clé-🔑-0123456789".getBytes(StandardCharsets.UTF_8);
        Subscription subscription = hub.subscribe(
                sink.url(), ",\"secret\":\"whsec_" + Base64.getEncoder().encodeToString(secret) + "\"");

        hub.send(News.of(FreshStore.ACCOUNT, "S1", News.event("e1", "acme", "delivery", "delivered", signer)));

        await().until(() -> hub.count("delivered") == 1);
        WebhookSink.Received message = sink.received().get(0);
        Messages.verify(subscription, message);
        assertThat(Json.parse(message.body())
                        .at("/0/event/other/delivery_confirmation/signed_by")
                        .asText())
                .isEqualTo(signer);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whoDoesNotWantToKeepASecretVerifiesWithThePublicKey(Dialect dialect) throws Exception {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        Subscription subscription = hub.subscribe(sink.url(), ",\"ed25519\":true");
        String publicKey =
                String.valueOf(SubscriptionView.withSecret(subscription).get("public_key"));

        hub.send(News.of("S1", "e1"));

        await().until(() -> hub.count("delivered") == 1);
        WebhookSink.Received message = sink.received().get(0);
        Messages.verify(subscription, message);
        assertThat(isSigned(publicKey, message, message.text())).isTrue();
        assertThat(isSigned(publicKey, message, message.text().replace("S1", "S2")))
                .isFalse();
        assertThat(Json.text(SubscriptionView.of(subscription)))
                .contains(publicKey)
                .doesNotContain("whsk_");
        assertThat(subscription.toString()).doesNotContain("whsk_");
    }

    /** As a receiver in any language would, by the specification. */
    private static boolean isSigned(String publicKey, WebhookSink.Received message, String body) throws Exception {
        byte[] key = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, encoded, prefix.length, key.length);
        Signature verifying = Signature.getInstance("Ed25519");
        verifying.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        String time = message.headers().get("webhook-timestamp");
        verifying.update((message.id() + "." + time + "." + body).getBytes(StandardCharsets.UTF_8));
        String signatures = String.valueOf(message.headers().get("webhook-signature"));
        return verifying.verify(Base64.getDecoder().decode(signatures.substring(signatures.indexOf("v1a,") + 4)));
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
