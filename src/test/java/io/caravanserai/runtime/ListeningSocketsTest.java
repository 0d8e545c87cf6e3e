package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a hub listens on that nobody has configured but for the numbers of its ports: no more than it promises. */
@EnabledOnOs(OS.LINUX)
class ListeningSocketsTest {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    /** Local address, port, state and inode of a line of /proc/net/tcp. */
    private static final Pattern LINE = Pattern.compile(
            "\\s*\\d+: (\\p{XDigit}+):(\\p{XDigit}{4}) \\S+ (\\p{XDigit}{2}) \\S+ \\S+ \\S+\\s+\\d+\\s+\\d+ (\\d+) .*");

    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");
    private static final Set<String> EVERY = Set.of("00000000", "0".repeat(32));

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void onlyWhatTheContractNamesAndWithoutAnyDefaultPassword() throws Exception {
        // Given a fresh hub; an empty variable is none, so that it takes its default
        int broker = HubProcess.freePort();
        Map<String, String> defaults = new TreeMap<>(Map.of("HUB_KAFKA_PORT", String.valueOf(broker)));
        for (String name : List.of(
                "HUB_HTTP_HOST", "HUB_SFTP_HOST", "HUB_SANDBOX", "HUB_ADMIN_TOKEN", "HUB_WEBHOOK_ALLOW_PRIVATE")) {
            defaults.put(name, "");
        }
        Set<Long> before = children();
        try (HubProcess hub = HubProcess.start(folder, defaults)) {
            Set<Long> started = children();
            started.removeAll(before);
            await().until(() -> hub.output().contains("The hub is ready"));
            String banner = hub.output();

            // When it is looked at from outside
            Map<Integer, String> sockets =
                    listening(started.stream().findFirst().orElseThrow());

            // Then it listens where the contract says, and what administers it is on loopback
            assertThat(sockets)
                    .containsAllEntriesOf(Map.of(
                            port(banner, "API, carrier webhooks +http://[^:]+:"),
                            "everywhere",
                            port(banner, "sftp://[^:]+:"),
                            "everywhere",
                            port(banner, "console, health, admin +http://127.0.0.1:"),
                            "loopback",
                            broker,
                            "loopback"));
            assertThat(sockets.values())
                    .as("these and the broker's controller")
                    .containsExactlyInAnyOrder("everywhere", "everywhere", "loopback", "loopback", "loopback");

            // and nothing opens it that somebody else could know
            Path token = folder.resolve("data/admin-token");
            assertThat(Files.readString(token).trim()).hasSize(43);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                    .isEqualTo("rw-------");
            assertThat(hub.manage("GET", "/admin/stats", new byte[0]).statusCode())
                    .as("a token that is not the one made here")
                    .isEqualTo(401);
            assertThat(hub.sandboxEvent("N1")).as("the sandbox").isGreaterThanOrEqualTo(400);
        }
    }

    private static int port(String banner, String before) {
        Matcher found = Pattern.compile(before + "(\\d+)").matcher(banner);
        assertThat(found.find()).as(banner).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Where the ports are that the process listens on. */
    private static Map<Integer, String> listening(long process) throws IOException {
        Set<String> own = inodes(Path.of("/proc/" + process + "/fd"));
        Map<Integer, String> sockets = new TreeMap<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + process + "/net/" + table))) {
                Matcher socket = LINE.matcher(line);
                if (socket.matches() && socket.group(3).equals("0A") && own.contains(socket.group(4))) {
                    String address = socket.group(1);
                    sockets.put(
                            Integer.parseInt(socket.group(2), 16),
                            LOOPBACK.contains(address) ? "loopback" : EVERY.contains(address) ? "everywhere" : address);
                }
            }
        }
        return sockets;
    }

    private static Set<String> inodes(Path descriptors) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> all = Files.list(descriptors)) {
            for (Path descriptor : all.toList()) {
                Matcher socket = SOCKET.matcher(target(descriptor));
                if (socket.matches()) {
                    inodes.add(socket.group(1));
                }
            }
        }
        return inodes;
    }

    /** Empty for one that was closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
