package io.caravanserai.intake;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one line why a carrier's server cannot be polled and what to do, once per cause, and once when it works
 * again. A missing folder keeps the connection: reconnecting at every poll would look like an attack to the carrier.
 */
public final class PollReport extends RemoteFilePollingConsumerPollStrategy implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PollReport.class);

    private String carrier = "";
    private String server = "";
    private String directory = "";
    private String knownHosts = "";
    private final AtomicInteger polls = new AtomicInteger();
    private volatile @Nullable String trouble;

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    /** {@code host:port}, for messages. */
    public void setServer(String server) {
        this.server = server;
    }

    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public void setKnownHosts(String knownHosts) {
        this.knownHosts = knownHosts;
    }

    /** What is wrong at present, or null. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** How many polls there have been, good or bad. */
    public int polls() {
        return polls.get();
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        polls.incrementAndGet();
        return super.begin(consumer, endpoint);
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (trouble != null) {
            LOG.info("carrier's server answers again carrier={} server={}", carrier, server);
            trouble = null;
        }
        super.commit(consumer, endpoint, polledMessages);
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception e) throws Exception {
        String now = new SftpTrouble(server, directory, knownHosts).explain(e);
        if (!now.equals(trouble)) {
            LOG.warn("carrier's server cannot be polled carrier={} server={} reason={}", carrier, server, now);
            trouble = now;
        }
        return needsNewConnection(e) && super.rollback(consumer, endpoint, retryCounter, e);
    }

    /** Where none was made there is none to give up, and a missing folder is not the connection's fault. */
    private static boolean needsNewConnection(Exception e) {
        return !SftpTrouble.isAboutThePath(e) && !String.valueOf(e.getMessage()).startsWith("Cannot connect to");
    }

    @Override
    public void handleException(Throwable exception) {
        LOG.debug("poll failed carrier={}", carrier, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        LOG.debug("poll failed carrier={} message={}", carrier, message, exception);
    }

    /** A file could not be fetched, handed on or moved. */
    @Override
    public void handleException(String message, @Nullable Exchange exchange, Throwable exception) {
        String file = exchange == null ? "" : exchange.getIn().getHeader(Exchange.FILE_NAME, "", String.class);
        LOG.warn(
                "file not finished, what was not taken is tried again carrier={} file={} what={} reason={}",
                carrier,
                file,
                message,
                String.valueOf(SftpTrouble.root(exception).getMessage()));
    }
}
