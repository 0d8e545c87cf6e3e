package io.caravanserai.delivery;

import io.caravanserai.tracing.Traces;
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
    private final Traces traces;
    private final Clock clock;

    WebhookSender(Vertx vertx, TargetPolicy policy, Duration timeout, Traces traces, Clock clock) {
        this.clock = clock;
        this.traces = traces;
        this.http = new GuardedHttp(vertx, policy, timeout, clock);
        this.client = http.client(http.options());
        this.tlsClients = new TlsClients(http, clock);
        this.transforms = new TransformRunner(timeout);
        this.tokens = new AccessTokens(http, client, clock);
    }

    /**
     * A message on its way.
     *
     * @param id webhook-id, the same on every attempt
     * @param attempts how many were made before: with several addresses each attempt takes the next
     * @param event whose trace this belongs to; null when there is none
     */
    record Letter(Subscription to, String id, int attempts, byte[] body, @Nullable String event) {
        Letter as(byte[] other) {
            return new Letter(to, id, attempts, other, event);
        }
    }

    /**
     * Makes one attempt.
     *
     * @return never fails: what went wrong is in the attempt
     */
    Future<Attempt> send(Letter letter) {
        String script = letter.to().options().transform();
        if (script == null) {
            return call(letter);
        }
        long at = clock.millis();
        return transforms.run(script, letter.body()).transform(result -> {
            if (result.succeeded() && result.result().length > 0) {
                return call(letter.as(result.result()));
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

    private Future<Attempt> call(Letter letter) {
        TokenGrant grant = letter.to().options().oauth();
        if (grant == null) {
            return post(letter, null);
        }
        long at = clock.millis();
        return tokens.token(letter.to().id(), grant)
                .transform(token -> token.succeeded()
                        ? post(letter, token.result())
                        : Future.succeededFuture(Attempt.notSent(at, clock.millis(), token.cause())));
    }

    private Future<Attempt> post(Letter letter, @Nullable String token) {
        TlsOptions tls = letter.to().options().tls();
        if (tls == null) {
            return post(client, letter, token);
        }
        long at = clock.millis();
        try {
            TlsClients.Lease lease = tlsClients.lease(tls);
            return post(lease.client(), letter, token).onComplete(ignored -> lease.giveBack());
        } catch (IllegalArgumentException e) {
            return Future.succeededFuture(Attempt.notSent(at, clock.millis(), e));
        }
    }

    private Future<Attempt> post(HttpClient by, Letter letter, @Nullable String token) {
        WebhookSpan span = WebhookSpan.begin(traces, letter);
        return http.post(by, letter.to().target(), letter.attempts(), letter.body(), request -> {
                    sign(request, letter);
                    span.mark(request);
                    if (token != null) {
                        request.putHeader("authorization", "Bearer " + token);
                    }
                })
                .map(reply -> {
                    if (token != null && Integer.valueOf(401).equals(reply.status())) {
                        tokens.drop(letter.to().id(), token);
                    }
                    Attempt attempt = Attempt.of(reply, clock.millis());
                    span.end(attempt);
                    return attempt;
                });
    }

    private void sign(HttpClientRequest request, Letter letter) {
        Subscription to = letter.to();
        long now = clock.millis();
        long seconds = now / 1000;
        WebhookKeyPair pair = to.options().signing();
        String signatures = Stream.concat(
                        to.secretsAt(now).stream().map(secret -> secret.sign(letter.id(), seconds, letter.body())),
                        Stream.ofNullable(pair).map(key -> key.sign(letter.id(), seconds, letter.body())))
                .collect(Collectors.joining(" "));
        to.options().headers().forEach(request::putHeader);
        request.putHeader("content-type", "application/json")
                .putHeader("webhook-id", letter.id())
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
