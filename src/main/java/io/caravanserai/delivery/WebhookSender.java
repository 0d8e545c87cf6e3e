package io.caravanserai.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Posts one signed message to one endpoint: no redirects, one deadline for everything from the look-up of the name to
 * the answer, and no more of the answer than {@value #MOST_ANSWER_BYTES} bytes.
 */
final class WebhookSender implements AutoCloseable {
    static final int MOST_ANSWER_BYTES = 64 * 1024;
    private static final int MOST_TO_ONE_HOST = 2_048;

    private final Vertx vertx;
    private final HttpClient client;
    private final TargetPolicy policy;
    private final Duration timeout;
    private final Clock clock;

    WebhookSender(Vertx vertx, TargetPolicy policy, Duration timeout, Clock clock) {
        this.vertx = vertx;
        this.policy = policy;
        this.timeout = timeout;
        this.clock = clock;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAliveTimeout(30)
                        .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                        .setTcpNoDelay(true),
                // pools are one per host, which endpoints of many customers may share: none may wait for another
                new PoolOptions().setHttp1MaxSize(MOST_TO_ONE_HOST));
    }

    /**
     * Makes one attempt.
     *
     * @param id webhook-id, the same on every attempt
     * @param attempts how many were made before: with several addresses each attempt takes the next
     * @return never fails: what went wrong is in the attempt
     */
    Future<Attempt> send(Subscription to, String id, int attempts, byte[] body) {
        Call call = new Call(to, id, attempts, body);
        call.start();
        return call.done.future();
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }

    /** One attempt under way; its callbacks come from several threads. */
    private final class Call {
        private final Promise<Attempt> done = Promise.promise();
        private final Subscription to;
        private final String id;
        private final int attempts;
        private final byte[] body;
        private final URI target;
        private final long at = clock.millis();
        private final long startedNanos = System.nanoTime();
        private final Buffer answer = Buffer.buffer();
        private long timer;
        private boolean finished;
        private @Nullable HttpClientRequest request;
        private @Nullable HttpClientResponse response;

        Call(Subscription to, String id, int attempts, byte[] body) {
            this.to = to;
            this.id = id;
            this.attempts = attempts;
            this.body = body;
            this.target = to.target();
        }

        void start() {
            timer = vertx.setTimer(
                    timeout.toMillis(), ignored -> finish("no complete answer within " + timeout.toSeconds() + " s"));
            policy.addresses(target.getHost())
                    .compose(addresses -> client.request(options(addresses)))
                    .onSuccess(this::post)
                    .onFailure(failure -> finish(words(failure)));
        }

        private RequestOptions options(List<InetAddress> addresses) {
            boolean tls = "https".equalsIgnoreCase(target.getScheme());
            int port = target.getPort() > 0 ? target.getPort() : tls ? 443 : 80;
            InetAddress address = addresses.get(Math.floorMod(attempts, addresses.size()));
            String path = target.getRawPath();
            return new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                    .setHost(target.getHost())
                    .setPort(port)
                    .setSsl(tls)
                    .setURI(target.getRawQuery() == null ? path : path + "?" + target.getRawQuery())
                    .setFollowRedirects(false);
        }

        private void post(HttpClientRequest opened) {
            synchronized (this) {
                if (finished) {
                    opened.reset();
                    return;
                }
                request = opened;
            }
            long seconds = clock.millis() / 1000;
            String signatures = to.secretsAt(clock.millis()).stream()
                    .map(secret -> secret.sign(id, seconds, body))
                    .collect(Collectors.joining(" "));
            // before sending, else the answer may be there and gone before anyone listens
            opened.response().onSuccess(this::read).onFailure(failure -> finish(words(failure)));
            opened.putHeader("content-type", "application/json")
                    .putHeader("user-agent", "Caravanserai-Webhooks/1")
                    .putHeader("webhook-id", id)
                    .putHeader("webhook-timestamp", Long.toString(seconds))
                    .putHeader("webhook-signature", signatures)
                    .end(Buffer.buffer(body))
                    .onFailure(failure -> finish(words(failure)));
        }

        private void read(HttpClientResponse head) {
            synchronized (this) {
                response = head;
            }
            head.exceptionHandler(failure -> finish(words(failure)));
            head.endHandler(ignored -> finish(null));
            head.handler(this::keep);
        }

        private void keep(Buffer part) {
            int room = MOST_ANSWER_BYTES - answer.length();
            answer.appendBuffer(part, 0, Math.min(room, part.length()));
            if (part.length() > room) {
                finish("the answer is longer than " + MOST_ANSWER_BYTES + " bytes");
            }
        }

        /** The status decides once it is there: a success whose answer is too long or late is still one. */
        private void finish(@Nullable String trouble) {
            synchronized (this) {
                if (finished) {
                    return;
                }
                finished = true;
                if (trouble != null && request != null) {
                    request.reset();
                }
            }
            vertx.cancelTimer(timer);
            HttpClientResponse head = response;
            long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
            if (head == null) {
                done.complete(new Attempt(at, null, trouble, ms, "", 0));
                return;
            }
            int status = head.statusCode();
            String error = status / 100 == 2
                    ? null
                    : status / 100 == 3 ? "HTTP " + status + ": redirects are not followed" : "HTTP " + status;
            long retryAfter = RetryAfter.millis(head.getHeader("Retry-After"), clock.millis());
            done.complete(new Attempt(at, status, error, ms, text(), retryAfter));
        }

        /** PostgreSQL takes no NUL in texts. */
        private String text() {
            String text = new String(answer.getBytes(), UTF_8).replace('\0', '\ufffd');
            return text.substring(0, Math.min(Attempt.ANSWER_CHARS, text.length()));
        }

        private static String words(Throwable failure) {
            String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            return message.substring(0, Math.min(Attempt.ANSWER_CHARS, message.length()))
                    .replace('\0', '\ufffd');
        }
    }
}
