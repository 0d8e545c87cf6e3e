package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracing.Traces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the sender connects to. */
class WebhookSenderTest {
    private final Vertx vertx = Vertx.vertx();
    private final WebhookSink sink = WebhookSink.start("127.0.0.1", 0);
    private final AtomicInteger lookups = new AtomicInteger();

    @AfterEach
    void close() {
        sink.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void connectsToTheAddressThatWasCheckedAndKeepsTheName() {
        TargetPolicy policy = new TargetPolicy(this::loopback, true);

        Attempt attempt = send(policy, "http://customer.example:" + sink.port() + "/in?a=1");

        assertThat(attempt.status()).isEqualTo(204);
        assertThat(sink.received().get(0).path()).isEqualTo("/in?a=1");
        assertThat(sink.received().get(0).headers()).containsEntry("host", "customer.example:" + sink.port());
        assertThat(lookups).as("a second look-up could answer something else").hasValue(1);
    }

    @Test
    void neverConnectsToANameThatBecamePrivate() {
        TargetPolicy policy = new TargetPolicy(this::loopback, false);

        Attempt attempt = send(policy, "http://customer.example:" + sink.port() + "/in");

        assertThat(attempt.status()).isNull();
        assertThat(attempt.error()).contains("127.0.0.1").contains("not public");
        assertThat(sink.received()).isEmpty();
    }

    @Test
    void saysWhatWentWrong() {
        TargetPolicy policy = new TargetPolicy(host -> Future.failedFuture("no such name: " + host), true);

        assertThat(send(policy, "http://nobody.example/").error()).isEqualTo("no such name: nobody.example");
        assertThat(send(policy, "http://127.0.0.1:1/").error()).contains("refused");
    }

    private Attempt send(TargetPolicy policy, String endpoint) {
        try (WebhookSender sender =
                new WebhookSender(vertx, policy, Duration.ofSeconds(15), Traces.off(), Clock.systemUTC())) {
            Subscription subscription = new Subscription(
                    "s",
                    "a",
                    Subscription.Kind.TRACKING,
                    endpoint,
                    WebhookSecret.random(),
                    null,
                    0,
                    SubscriptionFilter.ALL,
                    null,
                    null,
                    EndpointOptions.NONE,
                    Subscription.Status.ACTIVE,
                    null,
                    0);
            return sender.send(new WebhookSender.Letter(subscription, "msg_1", 0, new byte[] {'[', ']'}, null))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private Future<List<InetAddress>> loopback(String host) {
        lookups.incrementAndGet();
        return Future.succeededFuture(List.of(TargetPolicy.literal("127.0.0.1").orElseThrow()));
    }
}
