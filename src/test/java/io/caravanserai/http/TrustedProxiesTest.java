package io.caravanserai.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.runtime.TestHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose word about a caller's address is taken. */
class TrustedProxiesTest {
    private final TrustedProxies proxies = TrustedProxies.parse("10.0.0.0/8, 2001:db8:aa::/48,127.0.0.1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            203.0.113.7  | 198.51.100.1                            | 203.0.113.7
            203.0.113.7  | -                                       | 203.0.113.7
            10.1.1.1     | -                                       | 10.1.1.1
            10.1.1.1     | 203.0.113.7                             | 203.0.113.7
            10.1.1.1     | 198.51.100.1, 203.0.113.7               | 203.0.113.7
            10.1.1.1     | 198.51.100.1, 203.0.113.7, 10.2.2.2     | 203.0.113.7
            10.1.1.1     | 10.9.9.9, 10.2.2.2                      | 10.9.9.9
            10.1.1.1     | 127.0.0.1, 203.0.113.7                  | 203.0.113.7
            10.1.1.1     | 203.0.113.7, unknown                    | 10.1.1.1
            10.1.1.1     | 203.0.113.7,                            | 10.1.1.1
            10.1.1.1     | 203.0.113.7:4711                        | 203.0.113.7
            10.1.1.1     | [2001:db8:1::1]:4711                    | 2001:db8:1::1
            2001:db8:aa::5 | 2001:db8:1::1                         | 2001:db8:1::1
            ::ffff:10.1.1.1 | 203.0.113.7                          | 203.0.113.7
            """)
    void theAddressIsTheFirstThatNoTrustedProxyHas(String peer, @Nullable String forwardedFor, String client) {
        List<String> headers = forwardedFor == null ? List.of() : List.of(forwardedFor);

        assertThat(proxies.client(peer, headers)).isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(proxies.client("10.1.1.1", List.of("198.51.100.1", "203.0.113.7, 10.2.2.2", "10.3.3.3")))
                .isEqualTo("203.0.113.7");
    }

    @Test
    void withoutProxiesNobodyIsBelieved() {
        assertThat(TrustedProxies.parse("").client("10.1.1.1", List.of("203.0.113.7")))
                .isEqualTo("10.1.1.1");
    }

    @Test
    void whatIsNoNetworkIsNamed() {
        assertThatThrownBy(() -> TrustedProxies.parse("10.0.0.0/8, proxy.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hub.http.trusted-proxies: 'proxy.example' is no network");
    }

    @Test
    void aCarrierIsKnownBehindATrustedProxyAndNobodyElseIsBelieved(@TempDir Path folder) throws Exception {
        Path routes = routes(folder.resolve("routes"));
        try (TestHub behind = hub(folder.resolve("a"), routes, "127.0.0.0/8");
                TestHub open = hub(folder.resolve("b"), routes, "")) {
            assertThat(status(behind, "192.0.2.7")).isEqualTo(200);
            assertThat(status(behind, "198.51.100.1, 192.0.2.7, 127.0.0.9")).isEqualTo(200);
            assertThat(status(behind, "192.0.2.7, 198.51.100.1")).isIn(401, 403);
            assertThat(status(open, "192.0.2.7")).isIn(401, 403);
        }
    }

    private static TestHub hub(Path data, Path routes, String proxies) {
        return TestHub.onSharedBroker(
                data, Map.of("hub.routes.dir", routes.toString(), "hub.http.trusted-proxies", proxies));
    }

    /** A call that says nothing of itself but by headers of its own is no better known. */
    private static int status(TestHub hub, String forwardedFor) throws Exception {
        return hub.post(
                        "/carriers/sandbox/events",
                        "{\"tracking_number\":\"P1\"}".getBytes(UTF_8),
                        "X-Forwarded-For",
                        forwardedFor,
                        "x-hub-client",
                        "192.0.2.7")
                .statusCode();
    }

    /** Those of the hub, and the sandbox for callers from one address alone. */
    private static Path routes(Path to) throws Exception {
        try (Stream<Path> all = Files.walk(Path.of("routes"))) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> file.startsWith("routes/hub")
                            || file.startsWith("routes/kamelets")
                            || file.endsWith("sandbox.camel.yaml"))
                    .toList()) {
                Path target = to.resolve(Path.of("routes").relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        Path sandbox = to.resolve("carriers/sandbox.camel.yaml");
        String route = Files.readString(sandbox);
        String open = "allowUnverified: \"{{hub.sandbox}}\"";
        assertThat(route).contains(open);
        String indent = route.substring(route.lastIndexOf('\n', route.indexOf(open)), route.indexOf(open));
        Files.writeString(sandbox, route.replace(open, open + indent + "allowedFrom: 192.0.2.7"));
        return to;
    }
}
