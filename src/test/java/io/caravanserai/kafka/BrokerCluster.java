package io.caravanserai.kafka;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** Several real brokers in the test's process; the first is the controller too. */
final class BrokerCluster implements AutoCloseable {
    private final List<KafkaRaftServer> servers = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final String clusterId = Uuid.randomUuid().toString();
    private final int controllerPort = freePort();

    private BrokerCluster() throws IOException {}

    static BrokerCluster start(int brokers, Path folder) throws Exception {
        BrokerCluster cluster = new BrokerCluster();
        for (int id = 1; id <= brokers; id++) {
            cluster.startBroker(id, Files.createDirectory(folder.resolve("broker-" + id)));
        }
        for (int port : cluster.ports) {
            await().atMost(Duration.ofMinutes(2)).until(() -> Topics.reachable(KafkaClients.plain("127.0.0.1:" + port))
                    .equals(brokers + " broker(s)"));
        }
        return cluster;
    }

    private void startBroker(int id, Path folder) throws Exception {
        int port = freePort();
        Properties p = new Properties();
        String listener = "PLAINTEXT://127.0.0.1:" + port;
        p.setProperty("process.roles", id == 1 ? "broker,controller" : "broker");
        p.setProperty("node.id", String.valueOf(id));
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listeners", id == 1 ? listener + ",CONTROLLER://127.0.0.1:" + controllerPort : listener);
        p.setProperty("advertised.listeners", listener);
        p.setProperty("log.dirs", folder.toString());
        p.setProperty("message.max.bytes", String.valueOf(Topics.MAX_MESSAGE_BYTES));
        p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(id)
                .setClusterId(clusterId)
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName("CONTROLLER")
                .run();
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(p, false), Time.SYSTEM);
        server.startup();
        servers.add(server);
        ports.add(port);
    }

    /** What clients connect to. */
    String bootstrap() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The controller last, which the others tell that they go. */
    @Override
    public void close() {
        for (int i = servers.size() - 1; i >= 0; i--) {
            servers.get(i).shutdown();
            servers.get(i).awaitShutdown();
        }
    }
}
