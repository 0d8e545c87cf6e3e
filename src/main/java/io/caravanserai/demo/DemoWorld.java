package io.caravanserai.demo;

import io.caravanserai.config.Settings;
import io.caravanserai.testkit.CarrierStub;
import io.caravanserai.testkit.SftpServerKit;
import io.caravanserai.testkit.WebhookSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** What surrounds the hub in the demo: carriers' tracking APIs, an sFTP server with their files, a customer. */
final class DemoWorld implements AutoCloseable {
    static final String UPS_TOKEN = "demo-credential";

    private final CarrierStub api;
    private final SftpServerKit sftp;
    private final WebhookSink sink;
    private final Path data;

    private DemoWorld(CarrierStub api, SftpServerKit sftp, WebhookSink sink, Path data) {
        this.api = api;
        this.sftp = sftp;
        this.sink = sink;
        this.data = data;
    }

    static DemoWorld start(Path data) throws IOException {
        Files.createDirectories(data.resolve("keys"));
        return new DemoWorld(
                CarrierStub.start(0),
                SftpServerKit.start(data.resolve("demo-sftp").toAbsolutePath(), 0),
                WebhookSink.start("127.0.0.1", 0),
                data);
    }

    CarrierStub api() {
        return api;
    }

    WebhookSink sink() {
        return sink;
    }

    /** What the hub must be told so that it finds its partners here. */
    Settings settings(Settings base) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("hub.sandbox", "true");
        all.put("hub.webhook.allow-private", "true");
        sftp.addTo(data.resolve("keys").resolve("known_hosts"));
        for (String carrier : new String[] {"bring", "freightline_ltl", "nordic_couriers"}) {
            all.put("carrier." + carrier + ".sftp.enabled", "true");
            all.put("carrier." + carrier + ".sftp.host", sftp.host());
            all.put("carrier." + carrier + ".sftp.port", String.valueOf(sftp.port()));
            all.put("carrier." + carrier + ".sftp.username", carrier);
            all.put(
                    "carrier." + carrier + ".sftp.private-key-file",
                    sftp.userWithKey(carrier).toString());
            all.put("carrier." + carrier + ".sftp.delay", "1000");
            all.put("carrier." + carrier + ".sftp.min-age", "500ms");
        }
        all.put("carrier.ups.webhook.secret", secret("ups-webhook", UPS_TOKEN));
        all.put("carrier.dhl_express.poll.enabled", "true");
        all.put("carrier.dhl_express.api-url", api.url() + "/XMLShippingServlet");
        all.put("carrier.dhl_express.site-id", "demo");
        all.put("carrier.dhl_express.password", secret("dhl-password", "demo-password"));
        all.put("carrier.dhl_express.poll.tick", "1000");
        all.put("carrier.postnord.poll.enabled", "true");
        all.put("carrier.postnord.api-url", api.url());
        all.put("carrier.postnord.api-key", secret("postnord-key", "demo-key"));
        all.put("carrier.postnord.poll.tick", "1000");
        return base.withDefaults(all);
    }

    /** A carrier puts a file on its server: first under another name, as a careful partner does. */
    void drop(String carrier, String name, String content) throws IOException {
        Path outbox = sftp.folder(carrier).resolve("outbox");
        Path draft = outbox.resolve("." + name + ".part");
        Files.write(draft, content.getBytes(StandardCharsets.ISO_8859_1));
        Files.move(draft, outbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private String secret(String name, String value) throws IOException {
        Path file = data.resolve("keys").resolve(name);
        Files.writeString(file, value);
        return "file:" + file.toAbsolutePath();
    }

    @Override
    public void close() throws IOException {
        api.close();
        sftp.close();
        sink.close();
    }
}
