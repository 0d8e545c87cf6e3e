package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.runtime.TestCustomer;
import io.caravanserai.runtime.TestHub;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hub account brand} against a running hub. */
class AccountBrandCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void whatNoOptionNamesStaysAsItIs() throws Exception {
        Path logo = folder.resolve("logo.gif");
        Files.writeString(logo, "GIF89a-any");
        try (TestHub hub = TestHub.onSharedBroker(folder.resolve("data"), Map.of());
                TestCustomer customer = TestCustomer.of(hub)) {
            String account = customer.account();

            assertThat(brand(hub, account)).isZero();
            assertThat(out.toString()).contains("title not set, color not set with text in #ffffff", "no logo");
            assertThat(brand(hub, account, "--title", "My Shop", "--logo", logo.toString()))
                    .isZero();
            assertThat(brand(hub, account, "--color", "#FFFFFF", "--support", "https://shop.example"))
                    .isZero();
            assertThat(out.toString())
                    .contains(
                            "title My Shop, color #ffffff with text in #000000, support https://shop.example, with a logo");
            assertThat(brand(hub, account, "--remove")).isZero();
            assertThat(out.toString()).contains("title not set", "no logo");

            assertThat(brand(hub, account, "--color", "blue")).isEqualTo(1);
            assertThat(err.toString()).contains("The hub refused (422): $.color: a colour is written like #0b5fff");
            assertThat(brand(hub, account, "--logo", "no-such-file.png")).isEqualTo(1);
            assertThat(err.toString()).contains("There is no file no-such-file.png");
            assertThat(brand(hub, "A0", "--title", "X")).isEqualTo(1);
            assertThat(err.toString()).contains("There is no account A0");
        }
    }

    private int brand(TestHub hub, String... arguments) throws Exception {
        Path config = folder.resolve("hub.properties");
        Files.writeString(
                config,
                "hub.management.port=" + hub.hub().managementPort() + "\nhub.data.dir=" + folder.resolve("data")
                        + "\n");
        List<String> call = new ArrayList<>(List.of("account", "brand", "--config", config.toString()));
        call.addAll(List.of(arguments));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(call.toArray(String[]::new));
    }
}
