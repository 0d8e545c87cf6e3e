package io.caravanserai.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OpenSSH's server on a loopback port of its own, and OpenSSH's client to compare with. */
final class OpenSsh implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/sbin/sshd");
    private static final Path CLIENT = Path.of("/usr/bin/sftp");
    private static final long START_MILLIS = 20_000;

    private final Path folder;
    private final int port;
    private final Process server;

    private OpenSsh(Path folder, int port, Process server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    static boolean isInstalled() {
        return Files.isExecutable(SERVER) && Files.isExecutable(CLIENT);
    }

    /** @param folder where keys are made, and what a client sees after login */
    static OpenSsh start(Path folder) throws IOException, InterruptedException {
        if (user().equals("root")) {
            // the server insists on its privilege separation folder
            Files.createDirectories(Path.of("/run/sshd"));
        }
        run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("host") + ""));
        run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("client") + ""));
        int port = freePort();
        Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
        Files.writeString(
                folder.resolve("sshd_config"),
                """
                Port %1$d
                ListenAddress 127.0.0.1
                HostKey %2$s/host
                AuthorizedKeysFile %2$s/client.pub
                PermitRootLogin yes
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PidFile none
                Subsystem sftp internal-sftp -d %2$s
                """
                        .formatted(port, folder));
        Process server = new ProcessBuilder(SERVER.toString(), "-D", "-e", "-f", folder.resolve("sshd_config") + "")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        OpenSsh ssh = new OpenSsh(folder, port, server);
        ssh.awaitListening();
        return ssh;
    }

    static String user() {
        return System.getProperty("user.name");
    }

    int port() {
        return port;
    }

    Path key() {
        return folder.resolve("client");
    }

    Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    /**
     * Fetches files as {@code sftp get} does; the login is included.
     *
     * @param pattern of their paths on the server
     */
    Duration get(String pattern) throws IOException, InterruptedException {
        Path local = Files.createTempDirectory(folder, "got");
        Path batch = Files.writeString(folder.resolve("batch"), "get " + pattern + " " + local + "/\n");
        long start = System.nanoTime();
        run(List.of(
                CLIENT.toString(),
                "-q",
                "-b",
                batch.toString(),
                "-P",
                String.valueOf(port),
                "-i",
                key().toString(),
                "-o",
                "UserKnownHostsFile=" + knownHosts(),
                user() + "@127.0.0.1"));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        Folder.delete(local);
        return taken;
    }

    private void awaitListening() throws IOException, InterruptedException {
        long end = System.currentTimeMillis() + START_MILLIS;
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (!server.isAlive() || System.currentTimeMillis() > end) {
                    throw new IOException("sshd did not start: " + Files.readString(folder.resolve("sshd.log")), e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed with " + process.exitValue());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        server.destroy();
        server.waitFor();
    }
}
