package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.runtime.TestHub;
import io.caravanserai.tls.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is changed by {@code ./hub account key}, on a management port that speaks TLS. */
class AccountKeyCommandTest {
    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aKeyIsChangedWithoutAGapOverTls() throws Exception {
        Path certificate = folder.resolve("admin.pem");
        Path key = folder.resolve("admin.key");
        TestCertificates.make(folder, "EC", "admin", "192.0.2.1").write(certificate, key);
        Map<String, String> tls = Map.of(
                "hub.management.tls.certificate", certificate.toString(), "hub.management.tls.key", key.toString());
        try (TestHub hub = TestHub.onSharedBroker(folder.resolve("data"), tls)) {
            // Given a customer with a key
            assertThat(String.join("\n", hub.hub().banner())).contains("admin  https://");
            String made = hub(hub, certificate, "add", "Shop", "--json").out();
            String account = made.replaceAll("(?s).*\"account_number\":\"([^\"]+)\".*", "$1");
            String first = made.replaceAll("(?s).*\"key\":\"([^\"]+)\".*", "$1");

            // When a second one is made and the first one is revoked
            ProjectCopy.Ended second = hub(hub, certificate, "key", "add", account, "--scopes", "read", "--key-only");
            String id = hub(hub, certificate, "key", "list", account).out().split(" ", 2)[0];
            ProjectCopy.Ended revoked = hub(hub, certificate, "key", "revoke", account, id);

            // Then the second is good for what it may, and the first for nothing
            assertThat(revoked.err()).isEmpty();
            assertThat(status(hub, first)).isEqualTo(401);
            assertThat(status(hub, second.out().trim())).isEqualTo(404);
            assertThat(hub(hub, certificate, "key", "list", account).out()).contains("revoked", "read, made");

            // and a command with another certificate in its settings does not talk to this hub
            TestCertificates.make(folder, "EC", "other").write(folder.resolve("other.pem"), folder.resolve("o.key"));
            assertThat(hub(hub, folder.resolve("other.pem"), "key", "list", account)
                            .code())
                    .isNotZero();
        }
    }

    private static int status(TestHub hub, String key) throws Exception {
        return hub.call("GET", "/shipments/none", new byte[0], "x-key", key, "x-version", "v1")
                .statusCode();
    }

    private ProjectCopy.Ended hub(TestHub hub, Path certificate, String... words) throws Exception {
        Path config = Files.writeString(
                folder.resolve("running.properties"),
                "hub.management.port=" + hub.hub().managementPort() + "\nhub.data.dir=" + folder.resolve("data")
                        + "\nhub.management.tls.certificate=" + certificate + "\nhub.management.tls.key="
                        + folder.resolve("admin.key") + "\n");
        List<String> call = new ArrayList<>(List.of("account"));
        call.addAll(List.of(words));
        call.addAll(List.of("--config", config.toString()));
        return ProjectCopy.hub(call.toArray(String[]::new));
    }
}
