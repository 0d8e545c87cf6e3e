package io.caravanserai.intake;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.util.Objects;
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
        String now = explain(e);
        if (!now.equals(trouble)) {
            LOG.warn("carrier's server cannot be polled carrier={} server={} reason={}", carrier, server, now);
            trouble = now;
        }
        return needsNewConnection(e) && super.rollback(consumer, endpoint, retryCounter, e);
    }

    /** Where none was made there is none to give up, and a missing folder is not the connection's fault. */
    private static boolean needsNewConnection(Exception e) {
        return !isAboutThePath(e) && !String.valueOf(e.getMessage()).startsWith("Cannot connect to");
    }

    private String explain(Throwable failure) {
        Throwable root = root(failure);
        String message = Objects.requireNonNullElse(root.getMessage(), root.toString());
        if (message.contains("HostKey")) {
            int colon = server.lastIndexOf(':');
            return "the server's host key is " + (message.contains("changed") ? "not the known one" : "unknown")
                    + ": compare its fingerprint with the carrier, then: ssh-keyscan -p " + server.substring(colon + 1)
                    + " " + server.substring(0, Math.max(0, colon)) + " >> " + knownHosts + " (" + message + ")";
        }
        if (message.startsWith("Auth ")) {
            return "login refused: check username, privateKeyFile and password of the route (" + message + ")";
        }
        if (isAboutThePath(failure)) {
            return "the folder " + directory + " cannot be read: ask the carrier to create it or correct the route ("
                    + message + ")";
        }
        return message;
    }

    private static boolean isAboutThePath(Throwable failure) {
        return root(failure) instanceof SftpException sftp
                && (sftp.id == ChannelSftp.SSH_FX_NO_SUCH_FILE || sftp.id == ChannelSftp.SSH_FX_PERMISSION_DENIED);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            if (root instanceof SftpException) {
                return root;
            }
            root = root.getCause();
        }
        return root;
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
                String.valueOf(root(exception).getMessage()));
    }
}
