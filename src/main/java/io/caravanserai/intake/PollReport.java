package io.caravanserai.intake;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import io.caravanserai.store.Lease;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one line why a carrier's server cannot be polled and what to do, once per cause, and once when it works
 * again; and tells the health of its route. A missing folder keeps the connection: reconnecting at every poll would
 * look like an attack to the carrier.
 */
public final class PollReport extends DefaultPollingConsumerPollStrategy implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PollReport.class);
    /** One failed poll may be a moment's; as many as begin the back-off are not. */
    private static final int FAILURES_TO_BE_DOWN = 2;

    private static final int SILENT_INTERVALS = 3;

    private String carrier = "";
    private String server = "";
    private String username = "";
    private String directory = "";
    private String knownHosts = "";
    private long delayMillis = 60_000;
    private long soTimeoutMillis = 15_000;
    private int tries = 5;
    private @Nullable PollWatch watch;
    private @Nullable Alerts alerts;
    private @Nullable StuckFiles stuckFiles;
    private PollWatch.@Nullable Poll poll;
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable String trouble;

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    /** {@code host:port}, for messages. */
    public void setServer(String server) {
        this.server = server;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public void setKnownHosts(String knownHosts) {
        this.knownHosts = knownHosts;
    }

    /** Pause between polls, in milliseconds. */
    public void setDelay(long delay) {
        this.delayMillis = delay;
    }

    /** After so long without an answer a connection ends, in milliseconds. */
    public void setSoTimeout(long soTimeout) {
        this.soTimeoutMillis = soTimeout;
    }

    /** After so many failures a file is an alert. */
    public void setTries(int tries) {
        this.tries = tries;
    }

    public void setWatch(PollWatch watch) {
        this.watch = watch;
    }

    public void setAlerts(Alerts alerts) {
        this.alerts = alerts;
    }

    /** What is wrong at present, or null. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** How many polls there have been, good or bad. */
    public int polls() {
        return polls.get();
    }

    synchronized StuckFiles stuckFiles() {
        if (stuckFiles == null) {
            stuckFiles = new StuckFiles(carrier, tries, Objects.requireNonNull(alerts, "bean alerts is missing"));
        }
        return stuckFiles;
    }

    Lease lease() {
        return poll().lease();
    }

    /** A sign of life. */
    public void beat() {
        poll().beat();
    }

    /** The time of a poll has come, though the back-off may leave it out; false while its route is not running. */
    synchronized boolean due(WatchedSftpConsumer consumer) {
        if (poll != null) {
            poll.beat();
        }
        Optional<String> route = route(consumer.getRoute());
        if (route.isEmpty()) {
            return false;
        }
        if (poll == null) {
            // a silent server is the connection's to notice first
            Duration silence = Duration.ofMillis(SILENT_INTERVALS * Math.max(delayMillis, soTimeoutMillis));
            poll = Objects.requireNonNull(watch, "bean pollWatch is missing")
                    .watch(route.get(), username + "@" + server + "/" + directory, silence, consumer.session()::cut);
        }
        poll.beat();
        return true;
    }

    /** The route is stopped. */
    synchronized void stopped() {
        if (poll != null) {
            poll.close();
            poll = null;
        }
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        polls.incrementAndGet();
        return poll().begin();
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (trouble != null) {
            LOG.info("carrier's server answers again carrier={} server={}", carrier, server);
            trouble = null;
        }
        failures.set(0);
        poll().end();
        poll().health().up(poll().route());
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception e) {
        poll().end();
        SftpTrouble explainer = new SftpTrouble(server, directory, knownHosts);
        String now = explainer.explain(e);
        if (!now.equals(trouble)) {
            LOG.warn("carrier's server cannot be polled carrier={} server={} reason={}", carrier, server, now);
            trouble = now;
        }
        if (SftpTrouble.isAboutTheHostKey(e)) {
            poll().health().down(poll().route(), AlertKind.HOST_KEY, now);
        } else if (failures.incrementAndGet() >= FAILURES_TO_BE_DOWN) {
            poll().health().down(poll().route(), AlertKind.ROUTE_DOWN, now);
        }
        if (needsNewConnection(e) && consumer instanceof WatchedSftpConsumer polled) {
            polled.reconnect();
        }
        return false;
    }

    /** Where none was made there is none to give up, and a missing folder is not the connection's fault. */
    private static boolean needsNewConnection(Exception e) {
        return !SftpTrouble.isAboutThePath(e) && !String.valueOf(e.getMessage()).startsWith("Cannot connect to");
    }

    private synchronized PollWatch.Poll poll() {
        return Objects.requireNonNull(poll, "a poll that was never due");
    }

    /** The route that uses the Kamelet, as operators know it; that of the Kamelet would poll also while it is stopped. */
    private static Optional<String> route(Route polled) {
        if (!polled.isCreatedByKamelet()) {
            return Optional.of(polled.getRouteId());
        }
        return polled.getCamelContext().getRoutes().stream()
                .filter(route -> route.getEndpoint() instanceof KameletEndpoint kamelet
                        && kamelet.getRouteId().equals(polled.getRouteId()))
                .map(Route::getRouteId)
                .filter(id -> polled.getCamelContext()
                        .getRouteController()
                        .getRouteStatus(id)
                        .isStarted())
                .findFirst();
    }

    @Override
    public void handleException(Throwable exception) {
        LOG.debug("poll failed carrier={}", carrier, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        LOG.debug("poll failed carrier={} message={}", carrier, message, exception);
    }

    @Override
    public void handleException(String message, @Nullable Exchange exchange, Throwable exception) {
        LOG.warn(
                "file not finished carrier={} what={} reason={}",
                carrier,
                message,
                String.valueOf(SftpTrouble.root(exception).getMessage()));
    }
}
