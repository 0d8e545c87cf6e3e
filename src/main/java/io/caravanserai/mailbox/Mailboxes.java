package io.caravanserai.mailbox;

import io.caravanserai.alert.Alerts;
import io.caravanserai.config.HubConfig;
import io.caravanserai.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The mailboxes of this node: who has one, its folders, and what came to it. */
public final class Mailboxes {
    /** Bean with this object, for the component hub-mailbox. */
    public static final String BEAN = "mailboxes";

    private final HubConfig.Sftp config;
    private final Path folder;
    private final Alerts alerts;
    private final Clock clock;
    private final MailboxStore store;
    private final Arrivals arrivals;
    private final Map<String, Space> spaces = new ConcurrentHashMap<>();

    public Mailboxes(HubConfig config, Database database, Alerts alerts, Clock clock) {
        this.config = config.sftp();
        this.folder = config.dataDir().resolve("mailbox");
        this.alerts = alerts;
        this.clock = clock;
        this.store = new MailboxStore(database, clock);
        this.arrivals = new Arrivals(this, new ArrivedFiles(database, config.node()), alerts, clock);
    }

    MailboxStore store() {
        return store;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    HubConfig.Sftp config() {
        return config;
    }

    /** Most sessions of a mailbox at a time. */
    int mostSessions(String name) {
        Optional<Integer> own = store.find(name).map(Mailbox::sessions);
        return own.orElse(config.sessions());
    }

    /** Forgets and deletes what is older than the retention. */
    public void purge() {
        arrivals.purge(config.retention());
    }

    /** Adds a mailbox; false when there is one of this name. */
    boolean add(Mailbox mailbox, List<PartnerKey> keys) {
        home(mailbox.name()).make();
        return store.add(mailbox, keys);
    }

    /** Removes a mailbox; its folder is set aside, so that a later one of this name does not find its files. */
    void remove(String name) throws IOException {
        store.remove(name);
        spaces.remove(name);
        Path aside = Files.createDirectories(removed());
        if (Files.exists(home(name).folder())) {
            Files.move(home(name).folder(), aside.resolve(name + "-" + clock.millis()));
        }
    }

    /** The folders of a mailbox, whether there is one or not. */
    Home home(String name) {
        Mailbox.checkName(name);
        return new Home(folder.resolve(name));
    }

    /** What is set aside of removed mailboxes. */
    Path removed() {
        return folder.resolve(".removed");
    }

    /** How full a mailbox is. */
    Space space(String name) {
        return spaces.computeIfAbsent(name, this::count);
    }

    private Space count(String name) {
        Home home = home(name);
        home.make();
        Optional<Long> own = store.find(name).map(Mailbox::quota);
        return new Space(name, home, own.orElse(config.quota()), alerts);
    }

    /**
     * Takes a mailbox's files while the answer is open: those that wait, then each as its upload is complete.
     *
     * @throws IllegalStateException when another route takes them already
     */
    public AutoCloseable open(String mailbox, FileTaker taker) {
        home(mailbox).make();
        return arrivals.open(mailbox, taker);
    }

    /**
     * Puts a file into a mailbox's outbox under its name at once and whole; one of this name is replaced.
     *
     * @throws IOException when the mailbox is full, or there is none of this name
     */
    public void put(String mailbox, String name, byte[] content) throws IOException {
        if (store.find(mailbox).isEmpty()) {
            throw new IOException("there is no mailbox " + mailbox + "; ./hub mailbox add makes one");
        }
        new Outbox(home(mailbox), space(mailbox)).put(name, content);
    }
}
