package io.caravanserai.testkit.cluster;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker as the process's only work. */
public final class BrokerMain {
    /** The cluster's id, which is no setting of a broker. */
    static final String CLUSTER = "cluster.id";

    private BrokerMain() {}

    /** @param arguments the file of the broker's settings */
    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            settings.load(in);
        }
        start(settings).awaitShutdown();
    }

    /**
     * Starts a broker in this process, in a folder that is prepared when it is new.
     *
     * @param settings a broker's own, and the {@code cluster.id}
     */
    public static KafkaRaftServer start(Properties settings) throws Exception {
        String cluster = String.valueOf(settings.remove(CLUSTER));
        String folder = settings.getProperty("log.dirs");
        if (!Files.exists(Path.of(folder, "meta.properties"))) {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
                    .setClusterId(cluster)
                    .setDirectories(List.of(folder))
                    .setMetadataLogDirectory(folder)
                    .setControllerListenerName(settings.getProperty("controller.listener.names"))
                    .run();
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return server;
    }
}
