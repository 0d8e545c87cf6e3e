package io.caravanserai.kafka;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.caravanserai.testkit.cluster.BrokerMain;
import io.caravanserai.tls.TestCertificates;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that wants mutual TLS and a login, and lets its one user {@code hub} do no more than docs/operate/cluster.md
 * asks for, with topics and groups of one prefix.
 */
public final class GuardedBroker implements AutoCloseable {
    /** Of the user. */
    public static final String PASSWORD = "pw-4b7Qz\"\\x9";
    /** Of the topics and groups that the user may use. */
    public static final String PREFIX = "log.";

    private final KafkaRaftServer server;
    private final Path folder;
    private final int port;

    private GuardedBroker(KafkaRaftServer server, Path folder, int port) {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    /** Starts it and gives the user its rights. */
    public static GuardedBroker start(Path folder) throws Exception {
        TestCertificates broker = TestCertificates.make(folder, "EC", "broker");
        TestCertificates hub = TestCertificates.make(folder, "EC", "hub");
        Files.writeString(folder.resolve("broker.pem"), broker.key() + broker.certificate());
        Files.writeString(folder.resolve("broker-ca.pem"), broker.certificate());
        Files.writeString(folder.resolve("hub.pem"), hub.key() + hub.certificate());
        Files.writeString(folder.resolve("hub-ca.pem"), hub.certificate());
        int own = freePort();
        int port = freePort();
        GuardedBroker guarded =
                new GuardedBroker(BrokerMain.start(settings(folder, own, port, freePort())), folder, port);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + own))) {
            admin.createAcls(rights()).all().get(30, TimeUnit.SECONDS);
        }
        return guarded;
    }

    private static Properties settings(Path folder, int own, int port, int controller) {
        Properties p = new Properties();
        p.setProperty("cluster.id", Uuid.randomUuid().toString());
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controller);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("inter.broker.listener.name", "OWN");
        p.setProperty("listener.security.protocol.map", "OWN:PLAINTEXT,HUB:SASL_SSL,CONTROLLER:PLAINTEXT");
        p.setProperty(
                "listeners",
                "OWN://127.0.0.1:" + own + ",HUB://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        p.setProperty("advertised.listeners", "OWN://127.0.0.1:" + own + ",HUB://127.0.0.1:" + port);
        p.setProperty("log.dirs", folder.resolve("log").toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "2");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("message.max.bytes", String.valueOf(Topics.MAX_MESSAGE_BYTES));
        p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
        p.setProperty("listener.name.hub.ssl.keystore.type", "PEM");
        p.setProperty(
                "listener.name.hub.ssl.keystore.location",
                folder.resolve("broker.pem").toString());
        p.setProperty("listener.name.hub.ssl.truststore.type", "PEM");
        p.setProperty(
                "listener.name.hub.ssl.truststore.location",
                folder.resolve("hub-ca.pem").toString());
        p.setProperty("listener.name.hub.ssl.client.auth", "required");
        p.setProperty("listener.name.hub.sasl.enabled.mechanisms", "PLAIN");
        p.setProperty(
                "listener.name.hub.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_hub=\"" + escaped(PASSWORD)
                        + "\";");
        p.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        p.setProperty("super.users", "User:ANONYMOUS");
        return p;
    }

    private static List<AclBinding> rights() {
        return Stream.of(
                        rights(ResourceType.TOPIC, PREFIX, CREATE, DESCRIBE, DESCRIBE_CONFIGS, READ, WRITE),
                        rights(ResourceType.GROUP, PREFIX, READ))
                .flatMap(rights -> rights)
                .toList();
    }

    private static Stream<AclBinding> rights(ResourceType type, String prefix, AclOperation... operations) {
        return Stream.of(operations)
                .map(operation -> new AclBinding(
                        new ResourcePattern(type, prefix, PatternType.PREFIXED),
                        new AccessControlEntry("User:hub", "*", operation, AclPermissionType.ALLOW)));
    }

    /** What the hub connects to. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Writes a file for {@code hub.kafka.client-file}. */
    public Path clientFile(String password) throws IOException {
        String jaas = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"hub\" password=\""
                + escaped(password) + "\";";
        Properties settings = new Properties();
        settings.setProperty("security.protocol", "SASL_SSL");
        settings.setProperty("sasl.mechanism", "PLAIN");
        settings.setProperty("sasl.jaas.config", jaas);
        settings.setProperty("ssl.truststore.type", "PEM");
        settings.setProperty(
                "ssl.truststore.location", folder.resolve("broker-ca.pem").toString());
        settings.setProperty("ssl.keystore.type", "PEM");
        settings.setProperty("ssl.keystore.location", folder.resolve("hub.pem").toString());
        Path file = Files.createTempFile(folder, "client", ".properties");
        try (var out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        return file;
    }

    /** As a login module's options want it. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
