package io.caravanserai.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Posts one signed message to one endpoint, in the way its subscription wants. */
final class WebhookSender implements AutoCloseable {
    private final GuardedHttp http;
    private final HttpClient client;
    private final TlsClients tlsClients;
    private final AccessTokens tokens;
    private final TransformRunner transforms;
    private final Clock clock;

    WebhookSender(Vertx vertx, TargetPolicy policy, Duration timeout, Clock clock) {
        this.clock = clock;
        this.http = new GuardedHttp(vertx, policy, timeout, clock);
        this.client = http.client(http.options());
        this.tlsClients = new TlsClients(http, clock);
        this.transforms = new TransformRunner(timeout);
        this.tokens = new AccessTokens(http, client, clock);
    }

    /**
     * Makes one attempt.
     *
     * @param id webhook-id, the same on every attempt
     * @param attempts how many were made before: with several addresses each attempt takes the next
     * @return never fails: what went wrong is in the attempt
     */
    Future<Attempt> send(Subscription to, String id, int attempts, byte[] body) {
        String script = to.options().transform();
        if (script == null) {
            return call(to, id, attempts, body);
        }
        long at = clock.millis();
        return transforms.run(script, body).transform(result -> {
            if (result.succeeded() && result.result().length > 0) {
                return call(to, id, attempts, result.result());
            }
            return Future.succeededFuture(unsent(at, result.cause()));
        });
    }

    /**
     * @param trouble what is wrong with the transformation; null when it wants nothing sent
     */
    private Attempt unsent(long at, @Nullable Throwable trouble) {
        if (trouble == null) {
            return Attempt.decided(
                    at, clock.millis(), "transform: its result is not to be sent", new Outcome.Unwanted());
        }
        return trouble instanceof TransformRunner.Busy
                ? Attempt.notSent(at, clock.millis(), trouble)
                : Attempt.decided(at, clock.millis(), String.valueOf(trouble.getMessage()), new Outcome.Dead());
    }

    private Future<Attempt> call(Subscription to, String id, int attempts, byte[] body) {
        TokenGrant grant = to.options().oauth();
        if (grant == null) {
            return post(to, id, attempts, body, null);
        }
        long at = clock.millis();
        return tokens.token(to.id(), grant)
                .transform(token -> token.succeeded()
                        ? post(to, id, attempts, body, token.result())
                        : Future.succeededFuture(Attempt.notSent(at, clock.millis(), token.cause())));
    }

    private Future<Attempt> post(Subscription to, String id, int attempts, byte[] body, @Nullable String token) {
        TlsOptions tls = to.options().tls();
        if (tls == null) {
            return post(client, to, id, attempts, body, token);
        }
        long at = clock.millis();
        try {
            TlsClients.Lease lease = tlsClients.lease(tls);
            return post(lease.client(), to, id, attempts, body, token).onComplete(ignored -> lease.giveBack());
        } catch (IllegalArgumentException e) {
            return Future.succeededFuture(Attempt.notSent(at, clock.millis(), e));
        }
    }

    private Future<Attempt> post(
            HttpClient by, Subscription to, String id, int attempts, byte[] body, @Nullable String token) {
        return http.post(by, to.target(), attempts, body, request -> {
                    sign(request, to, id, body);
                    if (token != null) {
                        request.putHeader("authorization", "Bearer " + token);
                    }
                })
                .map(reply -> {
                    if (token != null && Integer.valueOf(401).equals(reply.status())) {
                        tokens.drop(to.id(), token);
                    }
                    return Attempt.of(reply, clock.millis());
                });
    }

    private void sign(HttpClientRequest request, Subscription to, String id, byte[] body) {
        long now = clock.millis();
        long seconds = now / 1000;
        WebhookKeyPair pair = to.options().signing();
        String signatures = Stream.concat(
                        to.secretsAt(now).stream().map(secret -> secret.sign(id, seconds, body)),
                        Stream.ofNullable(pair).map(key -> key.sign(id, seconds, body)))
                .collect(Collectors.joining(" "));
        to.options().headers().forEach(request::putHeader);
        request.putHeader("content-type", "application/json")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(seconds))
                .putHeader("webhook-signature", signatures);
    }

    @Override
    public void close() {
        transforms.close();
        tlsClients.close();
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
