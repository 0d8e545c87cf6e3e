package io.caravanserai.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events (HTML Standard, section 9.2). What a topic shows is made once for all who listen, every so often and
 * only while somebody does; a listener holds no thread. Who reads too slowly misses what was in between.
 */
public final class LiveStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
    /** Rounds after which a silent stream says that it is there, and asks whether it still may. */
    private static final int ROUNDS_OF_SILENCE = 10;

    private final Vertx vertx;
    private final int most;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final long timer;

    /**
     * @param most streams at a time; more are answered 503
     * @param every how often a topic is made anew
     */
    public LiveStreams(Vertx vertx, int most, Duration every) {
        this.vertx = vertx;
        this.most = most;
        this.timer =
                vertx.setPeriodic(every.toMillis(), round -> topics.values().forEach(this::look));
    }

    /**
     * Adds a topic.
     *
     * @param content what a new listener is shown, and all of them when it has changed; made on a worker thread
     */
    public void topic(String name, Callable<String> content) {
        topics.put(name, new Topic(name, content));
    }

    /** Streams that are open. */
    public int open() {
        return open.get();
    }

    /** Answers a request by a stream; to be called on its event loop. */
    void open(RoutingContext request, String name, BooleanSupplier still) {
        Topic topic = topics.get(name);
        if (topic == null || request.response().ended()) {
            request.fail(404);
            return;
        }
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            request.response().putHeader("Retry-After", "30").setStatusCode(503).end();
            return;
        }
        HttpServerResponse response = request.response();
        Listener listener = new Listener(response, still);
        response.closeHandler(closed -> leave(topic, listener)).exceptionHandler(broken -> leave(topic, listener));
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").write(": welcome\n\n");
        topic.listeners.add(listener);
        if (!topic.last.isEmpty()) {
            listener.send(event(topic.name, topic.last));
        }
        look(topic);
    }

    private void leave(Topic topic, Listener listener) {
        if (listener.gone.compareAndSet(false, true)) {
            topic.listeners.remove(listener);
            open.decrementAndGet();
        }
    }

    private void dismiss(Topic topic, Listener listener) {
        listener.end();
        leave(topic, listener);
    }

    private void look(Topic topic) {
        if (!topic.listeners.isEmpty() && topic.busy.compareAndSet(false, true)) {
            vertx.executeBlocking(() -> round(topic), false).onComplete(done -> topic.busy.set(false));
        }
    }

    private boolean round(Topic topic) {
        String now = content(topic);
        boolean isNew = !now.equals(topic.last);
        topic.last = now;
        topic.silence = isNew ? 0 : topic.silence + 1;
        if (isNew) {
            topic.listeners.forEach(listener -> listener.send(event(topic.name, now)));
        }
        if (++topic.rounds % ROUNDS_OF_SILENCE == 0) {
            for (Listener listener : topic.listeners) {
                if (!listener.still.getAsBoolean()) {
                    dismiss(topic, listener);
                } else if (topic.silence >= ROUNDS_OF_SILENCE) {
                    listener.send(": still here\n\n");
                }
            }
        }
        return true;
    }

    /** The last one stays where it cannot be made now: a page that is old says so by its time. */
    private static String content(Topic topic) {
        try {
            return topic.content.call();
        } catch (Exception e) {
            LOG.warn("live figures could not be made topic={} reason={}", topic.name, e.toString());
            return topic.last;
        }
    }

    private static String event(String name, String content) {
        StringBuilder event = new StringBuilder("event: ").append(name).append('\n');
        content.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
        return event.append('\n').toString();
    }

    /** Ends every stream, so that a hub that stops waits for no browser. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
        topics.values().forEach(topic -> Set.copyOf(topic.listeners).forEach(listener -> dismiss(topic, listener)));
    }

    private static final class Topic {
        private final String name;
        private final Callable<String> content;
        private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile String last = "";
        private int silence;
        private int rounds;

        Topic(String name, Callable<String> content) {
            this.name = name;
            this.content = content;
        }
    }

    private static final class Listener {
        private final HttpServerResponse response;
        private final BooleanSupplier still;
        private final AtomicBoolean gone = new AtomicBoolean();

        Listener(HttpServerResponse response, BooleanSupplier still) {
            this.response = response;
            this.still = still;
        }

        void send(String text) {
            if (!response.ended() && !response.closed() && !response.writeQueueFull()) {
                response.write(text);
            }
        }

        void end() {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        }
    }
}
