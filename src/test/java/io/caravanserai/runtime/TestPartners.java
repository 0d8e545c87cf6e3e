package io.caravanserai.runtime;

import io.caravanserai.account.AccountStore;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import io.caravanserai.testkit.SftpServerKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The shipped sFTP carriers and the example customer on one real sFTP server, polled often. */
final class TestPartners implements AutoCloseable {
    private static final List<String> CARRIERS = List.of("bring", "freightline_ltl", "nordic_couriers");
    private static final String CUSTOMER = "nordic-retail";

    private final SftpServerKit sftp;
    private final Path knownHosts;

    private TestPartners(SftpServerKit sftp, Path knownHosts) {
        this.sftp = sftp;
        this.knownHosts = knownHosts;
    }

    /** @param dataDir where the hub of the test looks for known hosts */
    static TestPartners start(Path folder, Path dataDir) {
        TestPartners partners = new TestPartners(
                SftpServerKit.start(folder, 0), dataDir.resolve("keys").resolve("known_hosts"));
        partners.sftp.addTo(partners.knownHosts);
        return partners;
    }

    /** The customer's route names its account, so the account is there before the hub. */
    static AccountStore.Created account(Path data) throws IOException {
        Files.createDirectories(data);
        HubConfig config = HubConfig.from(Settings.of(Map.of("hub.data.dir", data.toString())));
        try (Database database = Database.open(config.store(), data)) {
            return new AccountStore(database, Clock.systemUTC()).create("Nordic Retail");
        }
    }

    /** What makes the hub fetch the carriers' files. */
    Map<String, String> carriers() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String carrier : CARRIERS) {
            String prefix = "carrier." + carrier + ".sftp.";
            all.put(prefix + "enabled", "true");
            all.putAll(login(prefix, carrier));
            all.put(prefix + "delay", "200");
            all.put(prefix + "min-age", "0s");
        }
        return all;
    }

    /** What makes the hub send an account's events as files, every second. */
    Map<String, String> customer(String account) throws IOException {
        String prefix = "customer." + CUSTOMER + ".";
        Map<String, String> all = new LinkedHashMap<>();
        all.put(prefix + "enabled", "true");
        all.put(prefix + "account", account);
        all.put(prefix + "schedule", "0/1 * * * * ?");
        all.putAll(login(prefix + "sftp.", CUSTOMER));
        Files.createDirectories(inbox());
        return all;
    }

    private Map<String, String> login(String prefix, String user) {
        return Map.of(
                prefix + "host", sftp.host(),
                prefix + "port", String.valueOf(sftp.port()),
                prefix + "username", user,
                prefix + "private-key-file", sftp.userWithKey(user).toString());
    }

    /** A carrier puts a file on its server, renamed into place when it is complete. */
    void drop(String carrier, String name, byte[] content) throws IOException {
        Path outbox = outbox(carrier);
        Path draft = outbox.resolve(name + ".part");
        Files.write(draft, content);
        Files.move(draft, outbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    Path outbox(String carrier) {
        return sftp.folder(carrier).resolve("outbox");
    }

    /** A route file of the test: name of the carrier, host, port and key of its server take the places 1 to 4. */
    String route(String text, String carrier) {
        return text.formatted(carrier, sftp.host(), sftp.port(), sftp.userWithKey(carrier));
    }

    /** Where a carrier finds its acknowledgements. */
    Path answers(String carrier) {
        return sftp.folder(carrier).resolve("inbox");
    }

    /** Where the customer finds its files. */
    Path inbox() {
        return sftp.folder(CUSTOMER).resolve("inbox");
    }

    /** Complete files of a folder by name; none when there is no such folder. */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".part"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        sftp.close();
    }
}
