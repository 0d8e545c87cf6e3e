package io.caravanserai.runtime;

import io.caravanserai.alert.Alerts;
import io.caravanserai.config.HubConfig;
import io.caravanserai.http.ManagementServer;
import io.caravanserai.mailbox.MailboxAdmin;
import io.caravanserai.mailbox.MailboxServer;
import io.caravanserai.mailbox.Mailboxes;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The built-in sFTP mailbox: what routes use of it, its server and its admin calls. */
final class MailboxWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxWiring.class);

    private final HubConfig config;
    private final Alerts alerts;
    private final Mailboxes mailboxes;
    private final Clock clock;
    private @Nullable MailboxServer server;
    private @Nullable ScheduledExecutorService purge;

    MailboxWiring(HubConfig config, Database database, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.alerts = new Alerts(database, clock);
        this.mailboxes = new Mailboxes(config, database, alerts, clock);
    }

    void bind(Registry registry) {
        registry.bind(Mailboxes.BEAN, mailboxes);
    }

    /** Lets partners in, if there is to be a mailbox. */
    void open() {
        if (!config.sftp().enabled()) {
            return;
        }
        server = MailboxServer.start(mailboxes, config.dataDir(), alerts);
        purge = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "hub-mailbox-purge");
            thread.setDaemon(true);
            return thread;
        });
        var unused = purge.scheduleWithFixedDelay(this::purge, 1, 60, TimeUnit.MINUTES);
    }

    private void purge() {
        try {
            mailboxes.purge();
        } catch (RuntimeException e) {
            LOG.warn("old files of mailboxes are still there reason={}", e.toString());
        }
    }

    void manage(ManagementServer management) {
        MailboxAdmin admin = new MailboxAdmin(mailboxes, server, clock);
        management
                .on("GET", "/admin/mailboxes", admin::list)
                .on("POST", "/admin/mailboxes", admin::add, "name", "for", "quota", "sessions")
                .on("DELETE", "/admin/mailboxes/:name", admin::remove)
                .on("POST", "/admin/mailboxes/:name/keys", admin::addKey)
                .on("DELETE", "/admin/mailboxes/:name/keys", admin::removeKey, "fingerprint");
    }

    /** Its line of the banner. */
    List<String> banner() {
        return server == null
                ? List.of()
                : List.of(
                        "  partners' mailbox       sftp://127.0.0.1:" + server.port(),
                        "  its host key            " + server.fingerprint());
    }

    /** Closes the door; what came is still taken by the routes. */
    @Override
    public void close() throws Exception {
        if (purge != null) {
            purge.shutdownNow();
        }
        if (server != null) {
            server.close();
        }
    }
}
