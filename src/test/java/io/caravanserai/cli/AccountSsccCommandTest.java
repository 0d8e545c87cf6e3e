package io.caravanserai.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.runtime.TestCustomer;
import io.caravanserai.runtime.TestHub;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hub account sscc} and {@code /admin/sscc-ranges} behind it, against a running hub. */
class AccountSsccCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void showsRangesAndSetsAnOwnPrefix() throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder.resolve("data"), Map.of());
                TestCustomer customer = TestCustomer.of(hub)) {
            String account = customer.account();

            assertThat(sscc(hub, account)).isZero();
            assertThat(out.toString()).contains("its first one comes from a test range");

            assertThat(sscc(hub, account, "--prefix", "4012345", "--extension", "3", "--first", "1000"))
                    .isZero();
            assertThat(out.toString()).contains("3 4012345: 0 of 999999000 taken, ok, in use");
            assertThat(sscc(hub, account)).isZero();
            assertThat(out.toString()).contains("3 4012345: 0 of 999999000 taken, ok, in use");

            assertThat(sscc(hub, account, "--prefix", "40x")).isEqualTo(1);
            assertThat(err.toString()).contains("GS1 company prefix \"40x\" has to be of 4 to 12 digits");
            assertThat(sscc(hub, account, "--prefix", "952123456")).isEqualTo(1);
            assertThat(err.toString()).contains("which GS1 keeps for demonstrations");
            assertThat(sscc(hub, "A0", "--prefix", "4099999")).isEqualTo(1);
            assertThat(err.toString()).contains("There is no account A0");
            try (TestCustomer rival = TestCustomer.of(hub)) {
                assertThat(sscc(hub, rival.account(), "--prefix", "4012345", "--extension", "3"))
                        .isEqualTo(1);
                assertThat(err.toString()).contains("overlaps with 34012345 of account " + account);
            }

            assertRefused(hub, account, "no json", 400, "The body is no JSON");
            assertRefused(
                    hub,
                    account,
                    "{\"company_prefix\":\"4012345\",\"first_serial\":\"1\"}",
                    422,
                    "first_serial is \\\"1\\\" but has to be a whole number");
        }
    }

    private static void assertRefused(TestHub hub, String account, String body, int status, String detail)
            throws Exception {
        HttpResponse<String> answer = hub.manage("PUT", "/admin/sscc-ranges/" + account, body.getBytes(UTF_8));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(detail);
    }

    private int sscc(TestHub hub, String... arguments) throws Exception {
        Path config = folder.resolve("hub.properties");
        Files.writeString(
                config,
                "hub.management.port=" + hub.hub().managementPort() + "\nhub.data.dir=" + folder.resolve("data")
                        + "\n");
        String[] call = new String[arguments.length + 4];
        call[0] = "account";
        call[1] = "sscc";
        call[2] = "--config";
        call[3] = config.toString();
        System.arraycopy(arguments, 0, call, 4, arguments.length);
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(call);
    }
}
