package io.caravanserai.delivery;

import io.caravanserai.tracing.Traces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/** The sender of webhooks without lanes and store, for a bench that wants to know what it can do alone. */
public final class SignedCalls implements AutoCloseable {
    private final Subscription subscription;
    private final WebhookSender sender;

    /** @param endpoint may be of this machine */
    public SignedCalls(Vertx vertx, String endpoint, WebhookSecret secret) {
        this.subscription = new Subscription(
                "bench",
                "bench",
                Subscription.Kind.TRACKING,
                endpoint,
                secret,
                null,
                0,
                SubscriptionFilter.ALL,
                null,
                null,
                EndpointOptions.NONE,
                Subscription.Status.ACTIVE,
                null,
                0);
        TargetPolicy policy =
                new TargetPolicy(host -> Future.failedFuture("a bench calls addresses, no names: " + host), true);
        this.sender = new WebhookSender(vertx, policy, Duration.ofSeconds(15), Traces.off(), Clock.systemUTC());
    }

    /** Sends one message; whether it was answered 2xx. */
    public Future<Boolean> send(String id, byte[] body) {
        return sender.send(new WebhookSender.Letter(subscription, id, 0, body, null))
                .map(Attempt::succeeded);
    }

    @Override
    public void close() {
        sender.close();
    }
}
