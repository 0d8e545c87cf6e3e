package io.caravanserai.intake;

import io.caravanserai.codec.Decoded;
import io.caravanserai.deadletter.DeadLetter;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.edifile.AckQueue;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.fileaudit.AuditedFile;
import io.caravanserai.fileaudit.FileAudit;
import io.caravanserai.fileaudit.FileCopies;
import io.caravanserai.store.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
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
    private static final String TAKING = "hubTaking";

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
    private FileDecoding decoding = new FileDecoding();
    private boolean keepFiles;
    private boolean keepCopies;
    private @Nullable FileCopies copies;
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

    /** How files are unpacked; without, they are taken as they are. */
    public void setDecoding(FileDecoding decoding) {
        this.decoding = decoding;
    }

    /** Whether taken files stay where they are. */
    public void setKeepFiles(boolean keepFiles) {
        this.keepFiles = keepFiles;
    }

    /** Whether the hub keeps a copy of its own, in {@link #setCopies}. */
    public void setKeepCopies(boolean keepCopies) {
        this.keepCopies = keepCopies;
    }

    public void setCopies(FileCopies copies) {
        this.copies = copies;
    }

    /** Called by Camel when all settings are there; refuses settings that cannot be used. */
    public void start() {
        splitter(interchanges("", "", Path.of("")));
        decoding.start();
    }

    /** What goes with a file from its first step to its last. */
    private record Taking(ContentPipes pipes, List<FileInterchanges> interchanges, FileReceipt receipt) {}

    /**
     * @throws IllegalStateException when what was fetched is not what was listed: the file is still being written
     */
    @Handler
    public void open(Exchange exchange) {
        TakenFile file = TakenFile.of(exchange).whole();
        FileReceipt receipt = new FileReceipt(carrier, file, decoding.coding(), keepCopies ? copies : null);
        FileContents contents = decoding.open(file);
        List<FileInterchanges> interchanges = new ArrayList<>();
        BooleanSupplier cancelled = () -> exchange.getException() != null;
        ContentPipes pipes = new ContentPipes(
                contents.files(),
                content -> pipe(file, content, interchanges, cancelled),
                setAside(file, contents),
                cancelled);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                pipes.close();
                contents.close();
            }
        });
        exchange.setProperty(TAKING, new Taking(pipes, interchanges, receipt));
        exchange.getIn().setBody(pipes);
    }

    private PartPipe pipe(TakenFile file, Decoded content, List<FileInterchanges> all, BooleanSupplier cancelled) {
        String name = content.name(file.name());
        FileInterchanges interchanges = interchanges(name, content.name(file.key()), content.path());
        all.add(interchanges);
        return new PartPipe(
                new PartPipe.Origin(
                        carrier,
                        name,
                        content.name(file.key()),
                        content.path(),
                        contentType(),
                        store().clock(),
                        cancelled),
                splitter(interchanges),
                letters());
    }

    /** Keeps the bytes of a file that cannot be unpacked; how many letters that made. */
    private long setAside(TakenFile file, FileContents contents) {
        String fault = contents.fault();
        if (fault == null) {
            return 0;
        }
        letters()
                .recordFile(
                        new DeadLetter(
                                "file",
                                carrier,
                                fault,
                                file.name(),
                                file.name(),
                                new InboundMessage.Source("file", file.name(), 0, 0),
                                null,
                                new byte[0]),
                        file.local());
        return 1;
    }

    /** All parts are durable: the file may leave the folder, to the failed ones when nothing in it could be used. */
    public void finish(Exchange exchange) {
        note(List.of(settle(exchange)));
    }

    /** Decides where a file goes, all of whose parts are durable. */
    AuditedFile settle(Exchange exchange) {
        Taking taking = Objects.requireNonNull(exchange.getProperty(TAKING, Taking.class), "finish without open");
        taking.interchanges().forEach(FileInterchanges::taken);
        long parts = taking.pipes().parts();
        long faults = taking.pipes().faults();
        boolean useless = parts == 0 && faults > 0;
        String folder = useless ? failed : archive;
        exchange.setProperty(FOLDER, folder);
        return taking.receipt().note(useless, parts, faults, keepFiles ? "" : folder);
    }

    /** Notes what became of files, all in one transaction. */
    void note(List<AuditedFile> files) {
        long now = store().clock().millis();
        store().write(connection -> {
            for (AuditedFile file : files) {
                FileAudit.note(connection, file, now);
            }
            return true;
        });
        log(files);
    }

    /** One line for a batch, and one for each file that is not all good. */
    private void log(List<AuditedFile> files) {
        List<AuditedFile> good =
                files.stream().filter(file -> file.deadLetters() == 0).toList();
        if (good.size() > 1) {
            LOG.info(
                    "files taken carrier={} files={} parts={} first={} last={}",
                    carrier,
                    good.size(),
                    good.stream().mapToLong(AuditedFile::parts).sum(),
                    good.get(0).content().name(),
                    good.get(good.size() - 1).content().name());
        }
        for (AuditedFile file : files) {
            if (file.deadLetters() > 0 || good.size() == 1) {
                LOG.info(
                        "file taken carrier={} file={} parts={} dead_letters={} moved_to={} sha256={}",
                        carrier,
                        file.content().name(),
                        file.parts(),
                        file.deadLetters(),
                        file.movedTo(),
                        file.content().sha256());
            }
        }
    }

    private Database store() {
        return Objects.requireNonNull(database, "carrier-sftp-source: bean hubDatabase is missing");
    }

    private DeadLetterStore letters() {
        return Objects.requireNonNull(deadLetters, "carrier-sftp-source: bean deadLetterStore is missing");
    }

    private FileInterchanges interchanges(String name, String key, Path local) {
        Database store = store();
        return new FileInterchanges(
                new InterchangeLog(store, carrier, store.clock()),
                new InterchangeLog.SourceFile(key, name),
                local,
                takeReused,
                new FileAcks(new AckQueue(store, carrier, store.clock()), acknowledge, key));
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
