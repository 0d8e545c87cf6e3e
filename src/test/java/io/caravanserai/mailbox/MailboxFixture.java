package io.caravanserai.mailbox;

import io.caravanserai.alert.Alerts;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.intake.TakenFile;
import io.caravanserai.store.TestStore;
import io.caravanserai.testkit.PartnerClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A mailbox server on a loopback port, with partners, their client, and what was taken. */
final class MailboxFixture implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final TestStore store;
    private final HubConfig config;
    private final Map<String, KeyPair> keys = new ConcurrentHashMap<>();
    private final SshClient client = PartnerClient.quickClient();
    private final List<AutoCloseable> feeds = new ArrayList<>();
    private Alerts alerts;
    private Mailboxes mailboxes;
    private MailboxServer server;

    /** A file as it was handed on. */
    record Taken(String name, String text) {}

    private MailboxFixture(TestStore store, Map<String, String> settings) {
        this.store = store;
        Map<String, String> all = new LinkedHashMap<>(store.settings());
        all.put("hub.sftp.host", "127.0.0.1");
        all.put("hub.sftp.port", "0");
        all.putAll(settings);
        this.config = HubConfig.from(Settings.of(all));
        this.alerts = new Alerts(store.database(), Clock.systemUTC());
        this.mailboxes = new Mailboxes(config, store.database(), alerts, Clock.systemUTC());
        this.server = MailboxServer.start(mailboxes, config.dataDir(), alerts);
    }

    static MailboxFixture on(TestStore store) {
        return new MailboxFixture(store, Map.of());
    }

    static MailboxFixture on(TestStore store, Map<String, String> settings) {
        return new MailboxFixture(store, settings);
    }

    Alerts alerts() {
        return alerts;
    }

    Mailboxes mailboxes() {
        return mailboxes;
    }

    MailboxServer server() {
        return server;
    }

    MailboxAdmin admin() {
        return new MailboxAdmin(mailboxes, server, Clock.systemUTC());
    }

    SshClient client() {
        return client;
    }

    Home home(String mailbox) {
        return mailboxes.home(mailbox);
    }

    /** Makes a mailbox with a new key and takes its files. */
    MailboxFixture partner(String mailbox) {
        mailbox(mailbox);
        take(mailbox);
        return this;
    }

    /** Makes a mailbox with a new key. */
    void mailbox(String mailbox) {
        keys.put(mailbox, newKey());
        mailboxes.add(
                new Mailbox(mailbox, Mailbox.Purpose.CARRIER, null, null, null, 1, null),
                List.of(PartnerKey.parse(PublicKeyEntry.toString(key(mailbox).getPublic()))));
    }

    /** Takes the files of a mailbox until the server stops. */
    void take(String mailbox) {
        feeds.add(mailboxes.open(mailbox, this::keep));
    }

    void take(String mailbox, FileTaker taker) {
        feeds.add(mailboxes.open(mailbox, taker));
    }

    String keep(TakenFile file) throws IOException {
        taken.add(new Taken(file.name(), Files.readString(file.local())));
        return "archive";
    }

    KeyPair key(String mailbox) {
        return Objects.requireNonNull(keys.get(mailbox), "no mailbox " + mailbox);
    }

    static KeyPair newKey() {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key of a mailbox, as OpenSSH reads it. */
    Path keyFile(String mailbox, Path folder) throws Exception {
        Path file = folder.resolve(mailbox + ".key");
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key(mailbox), mailbox, null, out);
        }
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** A session that is logged in by the mailbox's key. */
    ClientSession login(String mailbox) throws IOException {
        return login(client, mailbox, key(mailbox));
    }

    ClientSession login(SshClient by, String mailbox, KeyPair key) throws IOException {
        ClientSession session = connect(by, mailbox);
        session.addPublicKeyIdentity(key);
        session.auth().verify(PATIENCE);
        return session;
    }

    ClientSession connect(SshClient by, String mailbox) throws IOException {
        return by.connect(mailbox, "127.0.0.1", server.port()).verify(PATIENCE).getSession();
    }

    /** An sFTP session; closing it closes the connection. */
    SftpClient sftp(String mailbox) throws IOException {
        return SftpClientFactory.instance().createSftpClient(login(mailbox)).singleSessionInstance();
    }

    /** Uploads a file as clients do. */
    static void put(SftpClient sftp, String path, String text) throws IOException {
        try (SftpClient.CloseableHandle handle =
                sftp.open(path, SftpClient.OpenMode.Write, SftpClient.OpenMode.Create, SftpClient.OpenMode.Truncate)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sftp.write(handle, 0, bytes, 0, bytes.length);
        }
    }

    /** Stops and starts it as a hub does; what a killed one did is set up by the test. */
    void restart() throws Exception {
        stop();
        mailboxes = new Mailboxes(config, store.reopen(), alerts, Clock.systemUTC());
        alerts = new Alerts(store.database(), Clock.systemUTC());
        server = MailboxServer.start(mailboxes, config.dataDir(), alerts);
    }

    void stop() throws Exception {
        server.close();
        for (AutoCloseable feed : feeds) {
            feed.close();
        }
        feeds.clear();
    }

    static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        client.stop();
        stop();
    }
}
