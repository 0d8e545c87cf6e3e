package io.caravanserai.demo;

import io.caravanserai.account.AccountStore;
import io.caravanserai.account.ApiKeys;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import io.caravanserai.testkit.CarrierStub;
import io.caravanserai.testkit.SftpServerKit;
import io.caravanserai.testkit.WebhookSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What surrounds the hub in the demo: carriers' tracking APIs, an sFTP server with their files, a customer. */
final class DemoWorld implements AutoCloseable {
    private static final String CUSTOMER = "demo-shop";

    static final String UPS_TOKEN = "demo-credential";

    private final CarrierStub api;
    private final SftpServerKit sftp;
    private final WebhookSink sink;
    private final Path data;
    private final AccountStore.Created account;

    private DemoWorld(CarrierStub api, SftpServerKit sftp, WebhookSink sink, Path data, AccountStore.Created account) {
        this.account = account;
        this.api = api;
        this.sftp = sftp;
        this.sink = sink;
        this.data = data;
    }

    static DemoWorld start(HubConfig config) throws IOException {
        Path data = config.dataDir();
        Files.createDirectories(data.resolve("keys"));
        AccountStore.Created account;
        // before the hub runs: its customer routes name the account
        try (Database database = Database.open(config.store(), data)) {
            account = account(new AccountStore(database, Clock.systemUTC()), data.resolve("keys/demo-shop"));
        }
        return new DemoWorld(
                CarrierStub.start(0),
                SftpServerKit.start(data.resolve("demo-sftp").toAbsolutePath(), 0),
                WebhookSink.start("127.0.0.1", 0),
                data,
                account);
    }

    /** The same in every run: files already written to the customer's folder belong to one account. */
    private static AccountStore.Created account(AccountStore accounts, Path kept) throws IOException {
        if (Files.exists(kept)) {
            String key = Files.readString(kept);
            Optional<String> number = accounts.keys().authenticate(key).map(ApiKeys.Grant::account);
            if (number.isPresent()) {
                return new AccountStore.Created(number.get(), key);
            }
        }
        AccountStore.Created created = accounts.create("Demo Shop");
        Files.deleteIfExists(kept);
        Files.createFile(kept, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(kept, created.key());
        return created;
    }

    CarrierStub api() {
        return api;
    }

    WebhookSink sink() {
        return sink;
    }

    AccountStore.Created account() {
        return account;
    }

    /** Where the customer finds its EDI files. */
    Path inbox() {
        return sftp.folder(CUSTOMER).resolve("inbox");
    }

    /** What the hub must be told so that it finds its partners here. */
    Settings settings(Settings base) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("hub.sandbox", "true");
        all.put("hub.fx.fetch", "false");
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
        String customer = "customer.nordic-retail.";
        all.put(customer + "enabled", "true");
        all.put(customer + "account", account.accountNumber());
        all.put(customer + "schedule", "0/3 * * * * ?");
        all.put(customer + "sftp.host", sftp.host());
        all.put(customer + "sftp.port", String.valueOf(sftp.port()));
        all.put(customer + "sftp.username", CUSTOMER);
        all.put(customer + "sftp.private-key-file", sftp.userWithKey(CUSTOMER).toString());
        Files.createDirectories(inbox());
        all.put("carrier.ups.webhook.secret", secret("ups-webhook", UPS_TOKEN));
        all.put("carrier.ups.webhook.client-secret", secret("ups-webhook", UPS_TOKEN));
        all.put("carrier.ups.webhook.verification", "header-token");
        all.put("carrier.bring.webhook.secret", secret("bring-webhook", "demo-token"));
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
