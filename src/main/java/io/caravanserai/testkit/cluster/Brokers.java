package io.caravanserai.testkit.cluster;

import io.caravanserai.kafka.Topics;
import io.caravanserai.testkit.TcpProxy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * Kafka brokers in a process each, all of them controllers too. Each listens twice: for most clients, and for those whose
 * network may be cut.
 */
public final class Brokers implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final List<String> OPTIONS =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final List<JavaProcess> processes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<TcpProxy> network = new ArrayList<>();

    private Brokers() {}

    /** Starts as many brokers as there are folders. */
    static Brokers start(List<Path> folders) throws Exception {
        Brokers brokers = new Brokers();
        String cluster = Uuid.randomUuid().toString();
        List<Integer> controllers = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            controllers.add(FreePorts.next());
        }
        for (int id = 1; id <= folders.size(); id++) {
            brokers.launch(id, folders.get(id - 1), controllers, cluster);
        }
        brokers.awaitAll();
        return brokers;
    }

    private void launch(int id, Path folder, List<Integer> controllers, String cluster) throws IOException {
        int port = FreePorts.next();
        int far = FreePorts.next();
        TcpProxy proxy = TcpProxy.before("127.0.0.1", far);
        Properties p = new Properties();
        p.setProperty(BrokerMain.CLUSTER, cluster);
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", String.valueOf(id));
        p.setProperty("controller.quorum.voters", voters(controllers));
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("inter.broker.listener.name", "NEAR");
        p.setProperty("listener.security.protocol.map", "NEAR:PLAINTEXT,FAR:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty(
                "listeners",
                "NEAR://127.0.0.1:" + port + ",FAR://127.0.0.1:" + far + ",CONTROLLER://127.0.0.1:"
                        + controllers.get(id - 1));
        p.setProperty("advertised.listeners", "NEAR://127.0.0.1:" + port + ",FAR://127.0.0.1:" + proxy.port());
        p.setProperty("log.dirs", folder.resolve("log").toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("offsets.topic.replication.factor", String.valueOf(controllers.size()));
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("message.max.bytes", String.valueOf(Topics.MAX_MESSAGE_BYTES));
        p.setProperty("replica.fetch.max.bytes", String.valueOf(Topics.MAX_MESSAGE_BYTES));
        p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        Path settings = folder.resolve("broker.properties");
        try (OutputStream out = Files.newOutputStream(settings)) {
            p.store(out, null);
        }
        processes.add(JavaProcess.launch(
                folder.resolveSibling(folder.getFileName() + ".log"),
                Map.of(),
                OPTIONS,
                BrokerMain.class.getName(),
                settings.toString()));
        ports.add(port);
        network.add(proxy);
    }

    private static String voters(List<Integer> controllers) {
        List<String> voters = new ArrayList<>();
        for (int port : controllers) {
            voters.add((voters.size() + 1) + "@127.0.0.1:" + port);
        }
        return String.join(",", voters);
    }

    private void awaitAll() throws Exception {
        Waiting.require("all brokers are there", START, () -> {
            for (int port : ports) {
                if (!isWhole("127.0.0.1:" + port)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** All brokers are there, and every copy of every partition is up to date. */
    boolean isWhole() {
        return isWhole(bootstrap());
    }

    private boolean isWhole(String bootstrap) {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                3000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                3000))) {
            if (admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).size() < processes.size()) {
                return false;
            }
            return admin
                    .describeTopics(admin.listTopics().names().get(3, TimeUnit.SECONDS))
                    .allTopicNames()
                    .get(3, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
        } catch (Exception e) {
            return false;
        }
    }

    int count() {
        return processes.size();
    }

    /** One broker's process. */
    JavaProcess process(int index) {
        return processes.get(index);
    }

    /** What clients connect to. */
    String bootstrap() {
        return addresses(ports);
    }

    /** What clients connect to whose network may be cut. */
    String farBootstrap() {
        return addresses(network.stream().map(TcpProxy::port).toList());
    }

    /** What may be cut. */
    List<TcpProxy> network() {
        return network;
    }

    private static String addresses(List<Integer> ports) {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    @Override
    public void close() throws InterruptedException {
        for (JavaProcess process : processes) {
            process.close();
        }
        network.forEach(TcpProxy::close);
    }
}
