package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same Kamelet against OpenSSH, which most carriers run; skipped where it is not installed. */
class OpenSshTest {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    @Test
    void filesAreTakenFromAnOpenSshServer(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(SSHD), "skipped: " + SSHD + " is not installed (package openssh-server)");
        String user = System.getProperty("user.name");
        Path outbox = Files.createDirectories(folder.resolve("outbox"));
        Files.writeString(outbox.resolve("one.json"), "{\"n\":1}");
        keygen(folder.resolve("host"));
        keygen(folder.resolve("client"));
        int port = freePort();
        Path knownHosts = Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
        Process sshd = sshd(folder, port);
        try (IntakeHarness hub = IntakeHarness.start(Files.createDirectory(folder.resolve("data")), Map.of())) {
            await().ignoreExceptions().until(() -> {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return true;
            });

            hub.route(SftpRoutes.route(
                    "openssh", "127.0.0.1", port, folder.resolve("client"), knownHosts, "username: " + user));

            await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));
            await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive"));
            assertThat(names(outbox.resolve("archive")))
                    .singleElement()
                    .asString()
                    .endsWith("-one.json");
        } finally {
            sshd.destroy();
        }
    }

    private static Process sshd(Path folder, int port) throws IOException {
        // the server insists on its privilege separation folder
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Path config = Files.writeString(
                folder.resolve("sshd_config"),
                """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PermitRootLogin yes
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PidFile none
                Subsystem sftp internal-sftp -d %s
                """
                        .formatted(port, folder.resolve("host"), folder.resolve("client.pub"), folder));
        return new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
    }

    private static void keygen(Path file) throws Exception {
        int exit = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    private static java.util.List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
