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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Posts to addresses that customers gave: only those that the policy allows, no redirects, one deadline for everything
 * from the look-up of the name to the answer, and no more of the answer than {@value #MOST_ANSWER_BYTES} bytes.
 */
final class GuardedHttp {
    static final int MOST_ANSWER_BYTES = 64 * 1024;
    private static final int MOST_TO_ONE_HOST = 2_048;

    private final Vertx vertx;
    private final TargetPolicy policy;
    private final Duration timeout;
    private final Clock clock;

    GuardedHttp(Vertx vertx, TargetPolicy policy, Duration timeout, Clock clock) {
        this.vertx = vertx;
        this.policy = policy;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * What came of a post.
     *
     * @param at when it began, epoch milliseconds
     * @param ms how long it took
     * @param status HTTP status, null when none came
     * @param trouble why there is no whole answer, null when there is one
     * @param retryAfter the header Retry-After, null without one
     * @param text the answer, or its beginning
     */
    record Reply(
            long at,
            long ms,
            @Nullable Integer status,
            @Nullable String trouble,
            @Nullable String retryAfter,
            String text) {}

    /** Options of a client that calls customers. */
    HttpClientOptions options() {
        return new HttpClientOptions()
                .setKeepAliveTimeout(30)
                .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                .setTcpNoDelay(true);
    }

    /** A client of these options. */
    HttpClient client(HttpClientOptions options) {
        // pools are one per host, which endpoints of many customers may share: none may wait for another
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MOST_TO_ONE_HOST));
    }

    /**
     * Makes one post.
     *
     * @param turn of several addresses of a name each turn takes the next
     * @param headers adds headers once there is a connection
     * @return never fails: what went wrong is in the reply
     */
    Future<Reply> post(HttpClient client, URI target, int turn, byte[] body, Consumer<HttpClientRequest> headers) {
        Call call = new Call(target, body, headers);
        call.start(client, turn);
        return call.done.future();
    }

    /** One post under way; its callbacks come from several threads. */
    private final class Call {
        private final Promise<Reply> done = Promise.promise();
        private final URI target;
        private final byte[] body;
        private final Consumer<HttpClientRequest> headers;
        private final long at = clock.millis();
        private final long startedNanos = System.nanoTime();
        private final Buffer answer = Buffer.buffer();
        private long timer;
        private boolean finished;
        private @Nullable HttpClientRequest request;
        private @Nullable HttpClientResponse response;

        Call(URI target, byte[] body, Consumer<HttpClientRequest> headers) {
            this.target = target;
            this.body = body;
            this.headers = headers;
        }

        void start(HttpClient client, int turn) {
            timer = vertx.setTimer(
                    timeout.toMillis(), ignored -> finish("no complete answer within " + timeout.toSeconds() + " s"));
            policy.addresses(target.getHost())
                    .compose(addresses -> client.request(options(addresses, turn)))
                    .onSuccess(this::post)
                    .onFailure(failure -> finish(words(failure)));
        }

        private RequestOptions options(List<InetAddress> addresses, int turn) {
            boolean tls = "https".equalsIgnoreCase(target.getScheme());
            int port = target.getPort() > 0 ? target.getPort() : tls ? 443 : 80;
            InetAddress address = addresses.get(Math.floorMod(turn, addresses.size()));
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
            // before sending, else the answer may be there and gone before anyone listens
            opened.response().onSuccess(this::read).onFailure(failure -> finish(words(failure)));
            opened.putHeader("user-agent", "Caravanserai-Webhooks/1");
            headers.accept(opened);
            opened.end(Buffer.buffer(body)).onFailure(failure -> finish(words(failure)));
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
            done.complete(
                    head == null
                            ? new Reply(at, ms, null, trouble, null, "")
                            : new Reply(
                                    at,
                                    ms,
                                    head.statusCode(),
                                    trouble,
                                    head.getHeader("Retry-After"),
                                    new String(answer.getBytes(), UTF_8)));
        }

        private static String words(Throwable failure) {
            String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            return Attempt.excerpt(message);
        }
    }
}
