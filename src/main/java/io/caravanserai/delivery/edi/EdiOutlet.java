package io.caravanserai.delivery.edi;

import io.caravanserai.edi.EdiParty;
import io.caravanserai.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the Kamelet customer-edi-source: makes files of the customer's waiting events, hands them out one after
 * the other, and notes each that was uploaded. A file whose upload failed, or was not noted because the hub died, is
 * handed out again before any later one.
 */
public final class EdiOutlet {
    private static final Logger LOG = LoggerFactory.getLogger(EdiOutlet.class);
    private static final String CONTROL = "hubEdiControl";
    private static final int MOST_EVENTS = 10_000;

    private String customer = "";
    private String account = "";
    private String node = "";
    private String format = "csv";
    private String sender = "";
    private String senderQualifier = "";
    private String receiver = "";
    private String receiverQualifier = "";
    private String version = "";
    private boolean test;
    private String fallbackScac = "";
    private String scacs = "";
    private String codes = "";
    private String mappings = "";
    private int maxEvents = 500;
    private Clock clock = Clock.systemUTC();
    private @Nullable Database database;
    private @Nullable EdiFileStore store;
    private @Nullable EdiProfile profile;

    public void setCustomer(String customer) {
        this.customer = customer;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public void setNode(String node) {
        this.node = node;
    }

    public void setFormat(String format) {
        this.format = format;
    }

    public void setSender(String sender) {
        this.sender = sender;
    }

    public void setSenderQualifier(String senderQualifier) {
        this.senderQualifier = senderQualifier;
    }

    public void setReceiver(String receiver) {
        this.receiver = receiver;
    }

    public void setReceiverQualifier(String receiverQualifier) {
        this.receiverQualifier = receiverQualifier;
    }

    public void setVersion(String version) {
        this.version = version;
    }

    public void setTest(boolean test) {
        this.test = test;
    }

    public void setFallbackScac(String fallbackScac) {
        this.fallbackScac = fallbackScac;
    }

    /** SCACs as {@code carrier=CODE}, separated by commas. */
    public void setScacs(String scacs) {
        this.scacs = scacs;
    }

    /** A code table of the customer's own; empty for that of the standard. */
    public void setCodes(String codes) {
        this.codes = codes;
    }

    /** The folder edi-mappings. */
    public void setMappings(String mappings) {
        this.mappings = mappings;
    }

    public void setMaxEvents(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    public void setDatabase(Database database) {
        this.database = database;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
    }

    /**
     * Checks the profile and begins to queue the account's events.
     *
     * @throws IllegalArgumentException naming the parameter that is wrong
     */
    public void start() {
        if (customer.isBlank() || account.isBlank() || database == null) {
            throw new IllegalArgumentException("customer, account and database are required");
        }
        if (maxEvents < 1 || maxEvents > MOST_EVENTS) {
            throw new IllegalArgumentException("maxEvents is " + maxEvents + " but must be 1 to " + MOST_EVENTS);
        }
        EdiProfile checked = readProfile();
        // writing nothing tells at start what would else fail at the first file
        StatusFile.write(checked, 1, List.of(), clock.instant());
        profile = checked;
        store = new EdiFileStore(database, customer, node, clock);
        store.register(account);
    }

    private EdiProfile readProfile() {
        EdiProfile.Format wanted = EdiProfile.Format.of(format);
        boolean csv = wanted == EdiProfile.Format.CSV;
        Path table = codes.isBlank() ? Path.of(mappings, wanted.folder(), "status-codes.csv") : Path.of(codes);
        return new EdiProfile(
                wanted,
                csv ? new EdiParty("", "hub") : new EdiParty(senderQualifier, sender),
                csv ? new EdiParty("", customer) : new EdiParty(receiverQualifier, receiver),
                version.isBlank() ? wanted.defaultVersion() : version,
                test,
                fallbackScac.isBlank() ? null : fallbackScac,
                scacTable(),
                table);
    }

    private Map<String, String> scacTable() {
        Map<String, String> table = new HashMap<>();
        for (String pair : scacs.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                table.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            } else if (!pair.isBlank()) {
                throw new IllegalArgumentException("scacs has '" + pair + "' but wants carrier=CODE");
            }
        }
        return table;
    }

    /** First step: makes files until no event waits; the control numbers of all files to upload, oldest first. */
    public List<Long> files() {
        EdiFileStore files = started(store);
        if (!files.lease()) {
            return List.of();
        }
        EdiProfile agreed = started(profile);
        boolean made;
        do {
            made = files.makeFile(
                    maxEvents,
                    agreed.format().ending(),
                    (control, events) -> StatusFile.write(agreed, control, events, clock.instant()));
        } while (made);
        files.purge();
        return files.ready();
    }

    /** Second step, for each control number: the file's bytes, with its name in the header CamelFileName. */
    public void open(Exchange exchange) {
        long control = exchange.getMessage().getBody(Long.class);
        EdiFileStore.Ready file = started(store)
                .file(control)
                .orElseThrow(() -> new IllegalStateException("file " + control + " of " + customer + " is gone"));
        exchange.setProperty(CONTROL, control);
        exchange.getMessage().setBody(file.body());
        exchange.getMessage().setHeader(Exchange.FILE_NAME, file.name());
    }

    /** Third step, after the upload. */
    public void sent(Exchange exchange) {
        Long control = exchange.getProperty(CONTROL, Long.class);
        started(store).sent(control);
        started(store).lease();
        LOG.info("file delivered customer={} format={} control={}", customer, format, control);
    }

    /** Instead of the third step: the file and all after it wait for the next run. */
    public void failed(Exchange exchange) {
        Throwable root = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        String reason = String.valueOf(root);
        String next = reason.contains("HostKey")
                ? "compare the server's host key with the customer's word and add it to the known hosts file"
                : "nothing is lost; check the customer's server and login if this stays";
        LOG.error(
                "files wait for the next run customer={} format={} reason={} next={}", customer, format, reason, next);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the outlet was not started");
        }
        return part;
    }
}
