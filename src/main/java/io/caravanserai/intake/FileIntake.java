package io.caravanserai.intake;

import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.edifile.AckQueue;
import io.caravanserai.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the Kamelet {@code carrier-sftp-source} around the sending of parts: {@link #open} puts the parts of
 * the fetched file in the body, {@link #finish} decides where the file goes on the server.
 */
public final class FileIntake {
    /** Exchange property with the folder the file is moved to. */
    public static final String FOLDER = "hubFolder";

    private static final Logger LOG = LoggerFactory.getLogger(FileIntake.class);
    private static final String PIPE = "hubPipe";
    private static final String INTERCHANGES = "hubInterchanges";

    private String carrier = "";
    private String splitter = "whole";
    private String format = "json";
    private String keyPath = "";
    private boolean header = true;
    private int blockRows = 100;
    private String archive = "archive";
    private String failed = "failed";
    private boolean takeReused = true;
    private FileAcks.When acknowledge = FileAcks.When.NONE;
    private @Nullable DeadLetterStore deadLetters;
    private @Nullable Database database;

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    /** {@code whole}, {@code csv} or {@code edi}. */
    public void setSplitter(String splitter) {
        this.splitter = splitter;
    }

    public void setFormat(String format) {
        this.format = format;
    }

    public void setKeyPath(String keyPath) {
        this.keyPath = keyPath;
    }

    public void setHeader(boolean header) {
        this.header = header;
    }

    public void setBlockRows(int blockRows) {
        this.blockRows = blockRows;
    }

    public void setArchive(String archive) {
        this.archive = archive;
    }

    public void setFailed(String failed) {
        this.failed = failed;
    }

    /** {@code take} or {@code refuse}: what becomes of an interchange whose control number had other content before. */
    public void setReusedNumbers(String reusedNumbers) {
        this.takeReused = switch (reusedNumbers) {
            case "take" -> true;
            case "refuse" -> false;
            default ->
                throw new IllegalArgumentException(
                        "carrier-sftp-source: reusedNumbers is '" + reusedNumbers + "' but must be take or refuse");
        };
    }

    /** {@code none}, {@code asked}, {@code errors} or {@code always}: which interchanges are acknowledged. */
    public void setAcknowledge(String acknowledge) {
        this.acknowledge = FileAcks.When.of(acknowledge);
    }

    public void setDatabase(Database database) {
        this.database = database;
    }

    public void setDeadLetters(DeadLetterStore deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** Called by Camel when all settings are there; refuses settings that cannot be used. */
    public void start() {
        splitter(interchanges("", "", Path.of("")));
    }

    /**
     * @throws IllegalStateException when what was fetched is not what was listed: the file is still being written
     */
    @Handler
    public void open(Exchange exchange) {
        TakenFile file = TakenFile.of(exchange).whole();
        FileInterchanges interchanges = interchanges(file.name(), file.key(), file.local());
        PartPipe pipe = new PartPipe(
                new PartPipe.Origin(
                        carrier,
                        file.name(),
                        file.key(),
                        file.local(),
                        contentType(),
                        Clock.systemUTC(),
                        () -> exchange.getException() != null),
                splitter(interchanges),
                Objects.requireNonNull(deadLetters, "carrier-sftp-source: bean deadLetterStore is missing"));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                pipe.close();
            }
        });
        exchange.setProperty(PIPE, pipe);
        exchange.setProperty(INTERCHANGES, interchanges);
        exchange.getIn().setBody(pipe);
    }

    /** All parts are durable: the file may leave the folder, to the failed ones when nothing in it could be used. */
    public void finish(Exchange exchange) {
        PartPipe pipe = Objects.requireNonNull(exchange.getProperty(PIPE, PartPipe.class), "finish without open");
        Objects.requireNonNull(exchange.getProperty(INTERCHANGES, FileInterchanges.class), "finish without open")
                .taken();
        boolean useless = pipe.parts() == 0 && pipe.faults() > 0;
        exchange.setProperty(FOLDER, useless ? failed : archive);
        LOG.info(
                "file taken carrier={} file={} parts={} dead_letters={} moved_to={}",
                carrier,
                exchange.getIn().getHeader(Exchange.FILE_NAME, String.class),
                pipe.parts(),
                pipe.faults(),
                useless ? failed : archive);
    }

    private FileInterchanges interchanges(String name, String key, Path local) {
        Database store = Objects.requireNonNull(database, "carrier-sftp-source: bean hubDatabase is missing");
        return new FileInterchanges(
                new InterchangeLog(store, carrier, Clock.systemUTC()),
                new InterchangeLog.SourceFile(key, name),
                local,
                takeReused,
                new FileAcks(new AckQueue(store, carrier, Clock.systemUTC()), acknowledge, key));
    }

    private FileSplitter splitter(Interchanges interchanges) {
        try {
            return FileSplitter.of(splitter, KeyScanner.of(format, keyPath), header, blockRows, interchanges);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("carrier " + carrier + ": " + e.getMessage(), e);
        }
    }

    private @Nullable String contentType() {
        return switch (splitter) {
            case "csv" -> "text/csv";
            case "whole" -> format.toLowerCase(Locale.ROOT).equals("text") ? "text/plain" : "application/" + format;
            default -> null;
        };
    }
}
