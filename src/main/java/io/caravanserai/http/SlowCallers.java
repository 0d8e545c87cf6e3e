package io.caravanserai.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections of callers that do not get to the end of what they send, and those beyond the most there may be. A
 * timeout of idleness would not do: who sends a byte a second is never idle. One look at all connections in a while
 * costs a request nothing.
 */
final class SlowCallers {
    private static final Logger LOG = LoggerFactory.getLogger(SlowCallers.class);
    /** How long a connection is kept for the next request, above the minute that proxies usually keep theirs. */
    private static final Duration IDLE = Duration.ofSeconds(75);
    /** Each so many bytes of a body give their sender another second. */
    private static final long BYTES_PER_SECOND = 50_000;

    private static final long NANOS_PER_BYTE = TimeUnit.SECONDS.toNanos(1) / BYTES_PER_SECOND;
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final HttpAnswer TOO_SLOW =
            HttpAnswer.detail(408, "The request did not come in time; send it again, faster.");

    private final Vertx vertx;
    private final long readNanos;
    private final int most;
    private final Map<HttpConnection, Caller> callers = new ConcurrentHashMap<>();
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    /**
     * @param readTimeout for the head of a request, and for its body, where each 50 KB give another second
     * @param most connections at once
     */
    SlowCallers(Vertx vertx, Duration readTimeout, int most) {
        this.vertx = vertx;
        this.readNanos = readTimeout.toNanos();
        this.most = most;
    }

    /** Begins to look; the timer ends with Vert.x. */
    SlowCallers start() {
        vertx.setPeriodic(Math.max(1, Math.min(500, readNanos / 10_000_000)), look -> closeSlow());
        return this;
    }

    /** To be told of every new connection of the server, on its event loop. */
    void opened(HttpConnection connection) {
        if (callers.size() >= most) {
            connection.close();
            logFull();
            return;
        }
        callers.put(connection, new Caller(connection, vertx.getOrCreateContext(), System.nanoTime() + readNanos));
        connection.closeHandler(closed -> callers.remove(connection));
    }

    /** To be the first handler of every request. */
    void began(RoutingContext request) {
        Caller caller = callers.get(request.request().connection());
        if (caller != null) {
            caller.began(request.request(), System.nanoTime() + readNanos);
            request.addEndHandler(answered -> caller.answered(System.nanoTime() + IDLE.toNanos()));
        }
        request.next();
    }

    private void closeSlow() {
        long now = System.nanoTime();
        callers.values().stream().filter(caller -> caller.isSlow(now)).forEach(Caller::close);
    }

    private void logFull() {
        long last = lastLogged.get();
        long now = System.nanoTime();
        if (now - last >= QUIET_NANOS && lastLogged.compareAndSet(last, now)) {
            LOG.warn("callers are turned away, all connections are in use connections={}", most);
        }
    }

    /** One connection; told by its event loop, looked at by another. */
    private static final class Caller {
        private final HttpConnection connection;
        private final Context context;
        /** Until when it is to send, by {@link System#nanoTime()}. */
        private volatile long due;

        private volatile @Nullable HttpServerRequest request;

        Caller(HttpConnection connection, Context context, long due) {
            this.connection = connection;
            this.context = context;
            this.due = due;
        }

        void began(HttpServerRequest begun, long bodyDue) {
            due = bodyDue;
            request = begun;
        }

        void answered(long nextDue) {
            due = nextDue;
            request = null;
        }

        boolean isSlow(long now) {
            HttpServerRequest open = request;
            return open == null ? now - due > 0 : !open.isEnded() && now - due > open.bytesRead() * NANOS_PER_BYTE;
        }

        void close() {
            context.runOnContext(now -> {
                HttpServerRequest open = request;
                if (open == null || open.response().headWritten()) {
                    connection.close();
                } else {
                    refuse(open.response());
                }
            });
        }

        private void refuse(HttpServerResponse response) {
            TOO_SLOW.headers().forEach(response::putHeader);
            response.putHeader("Connection", "close")
                    .setStatusCode(TOO_SLOW.status())
                    .end(Buffer.buffer(TOO_SLOW.body()))
                    .onComplete(told -> connection.close());
        }
    }
}
