package io.caravanserai.edifile;

import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.fileaudit.AuditedFile;
import io.caravanserai.fileaudit.FileContent;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a Kamelet that sends a partner's files: makes them, hands them out one after the other, and notes each
 * that was uploaded. A file whose upload failed, or was not noted because the hub died, is handed out again before any
 * later one.
 */
public abstract class FileOutlet {
    private static final Logger LOG = LoggerFactory.getLogger(FileOutlet.class);
    /** Exchange property with the {@link FileContent} that is uploaded; a step that packs the file renews it. */
    public static final String UPLOADED = "hubUploadedFile";

    private static final String CONTROL = "hubEdiControl";
    private static final String BEGUN = "hubUploadBegun";

    private String node = "";
    private Duration kept =
            Settings.parseDuration(HubProperty.EDI_FILE_RETENTION.defaultValue().orElseThrow());
    private @Nullable Clock clock;
    private @Nullable Database database;
    private @Nullable NumberedFiles store;

    public void setNode(String node) {
        this.node = node;
    }

    /** How long files are kept after they were sent, such as {@code 90d}. */
    public void setKept(String kept) {
        this.kept = Settings.parseDuration(kept);
    }

    public void setDatabase(Database database) {
        this.database = database;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
    }

    protected Clock clock() {
        return clock == null ? database().clock() : clock;
    }

    private Database database() {
        if (database == null) {
            throw new IllegalArgumentException(outlet() + ": bean hubDatabase is missing");
        }
        return database;
    }

    /** Name of the outlet, first part of its file names. */
    protected abstract String outlet();

    /** The carrier or customer the files are for. */
    protected abstract String partner();

    /** Makes one file of what waits; false when nothing waited. */
    protected abstract boolean makeFile(NumberedFiles files);

    /**
     * Opens the outlet in the store.
     *
     * @param account whose events queue for it; empty for acknowledgements
     */
    protected void open(String account) {
        store = new NumberedFiles(database(), outlet(), node, clock());
        store.register(account);
    }

    /** First step: makes files until nothing waits; the control numbers of all files to upload, oldest first. */
    public List<Long> files() {
        NumberedFiles files = started();
        if (!files.lease()) {
            return List.of();
        }
        boolean made;
        do {
            made = makeFile(files);
        } while (made);
        files.tellOverdue();
        files.purge(kept);
        return files.ready();
    }

    /**
     * Second step, for each control number: the file's bytes, with its name in the header CamelFileName.
     *
     * @throws IllegalStateException when another node has taken the outlet and uploads the file
     */
    public void open(Exchange exchange) {
        long control = exchange.getMessage().getBody(Long.class);
        if (!started().lease()) {
            throw new IllegalStateException("another node has taken over outlet " + outlet());
        }
        NumberedFiles.Ready file = started()
                .file(control)
                .orElseThrow(() -> new IllegalStateException("file " + control + " of " + outlet() + " is gone"));
        exchange.setProperty(CONTROL, control);
        exchange.setProperty(BEGUN, System.nanoTime());
        exchange.setProperty(UPLOADED, FileContent.of(file.name(), file.body()));
        exchange.getMessage().setBody(file.body());
        exchange.getMessage().setHeader(Exchange.FILE_NAME, file.name());
    }

    /** Third step, after the upload. */
    public void sent(Exchange exchange) {
        Long control = exchange.getProperty(CONTROL, Long.class);
        FileContent content = exchange.getProperty(UPLOADED, FileContent.class);
        long nanos = System.nanoTime() - exchange.getProperty(BEGUN, Long.class);
        started().sent(control, AuditedFile.sent(partner(), content, control, TimeUnit.NANOSECONDS.toMillis(nanos)));
        uploaded(started(), control, Duration.ofNanos(nanos));
        LOG.info("file delivered outlet={} control={} sha256={}", outlet(), control, content.sha256());
    }

    /** A file with what waited is the partner's, and that is noted. */
    protected void uploaded(NumberedFiles files, long control, Duration took) {}

    /** Instead of the third step: the file and all after it wait for the next run. */
    public void failed(Exchange exchange) {
        Throwable root = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        String reason = String.valueOf(root);
        String next = reason.contains("HostKey")
                ? "compare the server's host key with the partner's word and add it to the known hosts file"
                : "nothing is lost; check the partner's server and login if this stays";
        LOG.error("files wait for the next run outlet={} reason={} next={}", outlet(), reason, next);
    }

    private NumberedFiles started() {
        if (store == null) {
            throw new IllegalStateException("the outlet " + outlet() + " was not started");
        }
        return store;
    }
}
