package io.caravanserai.intake;

import io.caravanserai.edi.InterchangeReport;
import io.caravanserai.edi.ack.AckDraft;
import io.caravanserai.edifile.AckQueue;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The acknowledgements of the interchanges of one file, queued as it is read and released when all of it is durable. */
final class FileAcks {
    private static final Logger LOG = LoggerFactory.getLogger(FileAcks.class);
    private static final int BATCH_MESSAGES = 20_000;

    /** Which interchanges are acknowledged. */
    enum When {
        NONE,
        /** Those that ask for it: ISA14, UNB 0031. */
        ASKED,
        /** Those in which something was refused. */
        ERRORS,
        ALWAYS;

        /**
         * @throws IllegalArgumentException naming the words that are possible
         */
        static When of(String word) {
            return switch (word) {
                case "none" -> NONE;
                case "asked" -> ASKED;
                case "errors" -> ERRORS;
                case "always" -> ALWAYS;
                default ->
                    throw new IllegalArgumentException("carrier-sftp-source: acknowledge is '" + word
                            + "' but must be none, asked, errors or always");
            };
        }
    }

    private final AckQueue queue;
    private final When when;
    private final String fileKey;
    private final List<AckQueue.Entry> pending = new ArrayList<>();
    private long messages;
    private boolean any;

    /**
     * @param fileKey the same when the file is read again after a crash
     */
    FileAcks(AckQueue queue, When when, String fileKey) {
        this.queue = queue;
        this.when = when;
        this.fileKey = fileKey;
    }

    /**
     * An interchange was read to its end.
     *
     * @param duplicate whether it was set aside because it came before
     */
    void read(InterchangeReport report, boolean duplicate) {
        if (when == When.NONE) {
            return;
        }
        try {
            AckDraft draft = duplicate ? AckDraft.ofDuplicate(report) : AckDraft.of(report);
            if (draft.due() && isWanted(draft)) {
                add(
                        new AckQueue.Entry(report.header().offset(), draft),
                        report.messages().size());
            }
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "interchange cannot be acknowledged file={} offset={} reason={}",
                    fileKey,
                    report.header().offset(),
                    e.getMessage());
        }
    }

    private boolean isWanted(AckDraft draft) {
        return when == When.ALWAYS || (when == When.ASKED ? draft.asked() : draft.tellsErrors());
    }

    private void add(AckQueue.Entry entry, int size) {
        any = true;
        pending.add(entry);
        messages += size + 1L;
        if (messages >= BATCH_MESSAGES) {
            hold();
        }
    }

    void hold() {
        queue.hold(fileKey, pending);
        pending.clear();
        messages = 0;
    }

    /** All messages of the file are durable. */
    void taken() {
        if (any) {
            hold();
            queue.release(fileKey);
        }
    }
}
