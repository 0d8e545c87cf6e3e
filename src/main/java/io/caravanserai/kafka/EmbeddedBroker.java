package io.caravanserai.kafka;

import io.caravanserai.config.KafkaSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-node Kafka broker (KRaft, broker and controller in one) in the hub's own process, so that one machine needs
 * no other software. It listens on loopback only, keeps its data under the data folder and survives kill -9. Having no
 * replica, its topics are flushed before it acknowledges unless told otherwise, see {@link Topics}.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final ThreadLocal<Boolean> STARTING = ThreadLocal.withInitial(() -> false);

    private final KafkaRaftServer server;
    private final String bootstrap;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrap) {
        this.server = server;
        this.bootstrap = bootstrap;
    }

    /**
     * Starts the broker and returns when it takes connections. Port 0 chooses a free one.
     *
     * @throws IllegalStateException when its folder cannot be used or the broker does not start
     */
    public static EmbeddedBroker start(KafkaSettings config, Path dataDir) {
        Path folder = dataDir.resolve("kafka").toAbsolutePath();
        int port = config.port() == 0 ? freePort() : config.port();
        int controllerPort = freePort(); // nobody but this process connects to it
        Exit.setExitProcedure(EmbeddedBroker::fatal);
        Exit.setHaltProcedure(EmbeddedBroker::fatal);
        STARTING.set(true);
        try {
            Files.createDirectories(folder);
            Properties properties = properties(folder, port, controllerPort);
            format(folder);
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, LOOPBACK + ":" + port);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded broker cannot use its folder " + folder, e);
        } finally {
            STARTING.remove();
        }
    }

    /**
     * Kafka ends the process on a fault that it cannot survive. While it starts, that is a failure to tell like any
     * other; later the hub has to end with it, since it could keep nothing any more.
     */
    private static void fatal(int status, @Nullable String message) {
        if (STARTING.get()) {
            throw new IllegalStateException("the embedded broker does not start"
                    + (message == null ? "; the log above says why" : ": " + message));
        }
        LOG.error(
                "the embedded broker failed and the hub stops with it; start it again, what was acknowledged is kept reason={}",
                message);
        Runtime.getRuntime().halt(status);
    }

    private static Properties properties(Path folder, int port, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty(
                "listeners",
                "PLAINTEXT://" + LOOPBACK + ":" + port + ",CONTROLLER://" + LOOPBACK + ":" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://" + LOOPBACK + ":" + port);
        p.setProperty("inter.broker.listener.name", "PLAINTEXT");
        p.setProperty("log.dirs", folder.toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("group.min.session.timeout.ms", "1000");
        // after kill -9 the broker waits for its own old session to end: short, but longer than a pause of a busy
        // machine
        p.setProperty("broker.session.timeout.ms", "3000");
        p.setProperty("broker.heartbeat.interval.ms", "250");
        p.setProperty("message.max.bytes", String.valueOf(Topics.MAX_MESSAGE_BYTES));
        p.setProperty("replica.fetch.max.bytes", String.valueOf(Topics.MAX_MESSAGE_BYTES));
        p.setProperty("log.segment.bytes", String.valueOf(256 * 1024 * 1024));
        // each flush syncs the indexes too: an entry a batch would mean three syncs instead of one
        p.setProperty("log.index.interval.bytes", String.valueOf(256 * 1024));
        p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        return p;
    }

    private static void format(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        try (PrintStream printer = new PrintStream(words, true, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(printer)
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(folder.toString()))
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName("CONTROLLER")
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the embedded broker's folder " + folder + " cannot be prepared: "
                            + words.toString(StandardCharsets.UTF_8),
                    e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What clients connect to, {@code host:port}. */
    public String bootstrap() {
        return bootstrap;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
