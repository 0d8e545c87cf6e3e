package io.caravanserai.testkit.cluster;

import io.caravanserai.testkit.TcpProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL server, which crashes when told so; its clients may come by a network that is cut. */
public final class PostgresNode implements AutoCloseable {
    private static final Duration END = Duration.ofMinutes(1);

    private final Path folder;
    private final int port = FreePorts.next();
    private final TcpProxy network = TcpProxy.before("127.0.0.1", port);
    private EmbeddedPostgres server;

    private PostgresNode(Path folder) throws IOException {
        this.folder = folder;
        this.server = launch();
    }

    static PostgresNode start(Path folder) throws IOException {
        return new PostgresNode(folder);
    }

    private EmbeddedPostgres launch() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(END)
                .start();
    }

    /** Ends it at once, without a word to its clients' work; it recovers from its log when it starts again. */
    void crash() throws Exception {
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0).trim());
        Signals.send("QUIT", pid);
        Waiting.require("PostgreSQL has ended", END, () -> ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .isEmpty());
    }

    /** Starts it again after a crash. */
    void restart() throws IOException {
        // what it held for the server that crashed
        server.close();
        server = launch();
    }

    /** How hubs reach it. */
    Map<String, String> settings() {
        return settings(port);
    }

    /** How hubs reach it whose network may be cut. */
    Map<String, String> farSettings() {
        return settings(network.port());
    }

    private static Map<String, String> settings(int port) {
        return Map.of(
                "hub.db.url",
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "hub.db.user",
                "postgres",
                "hub.db.pool",
                "8");
    }

    /** What may be cut. */
    TcpProxy network() {
        return network;
    }

    @Override
    public void close() throws IOException {
        network.close();
        server.close();
    }
}
