package io.caravanserai.intake;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.fileaudit.AuditedFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;

/**
 * {@link FileIntake} for many files at once: the parts of small files travel together, and what goes wrong with one file
 * is that file's alone.
 */
public final class FileBatches {
    private static final int MOST_PARTS = 1000;
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final String BATCH = "hubFileBatch";

    private @Nullable FileIntake files;

    public void setFiles(FileIntake files) {
        this.files = files;
    }

    /** Puts the parts of all files in the body. */
    @Handler
    public void open(Exchange exchange) {
        FileBatch batch = exchange.getIn().getBody(FileBatch.class);
        exchange.setProperty(BATCH, batch);
        exchange.getIn().setBody(new Parts(exchange, batch));
    }

    /** All parts are durable: decides of each file where it goes. */
    public void finish(Exchange exchange) {
        FileBatch batch = Objects.requireNonNull(exchange.getProperty(BATCH, FileBatch.class), "finish without open");
        List<AuditedFile> settled = new ArrayList<>();
        for (FileBatch.Polled file : batch.good()) {
            try {
                settled.add(intake().settle(file.exchange()));
            } catch (RuntimeException e) {
                file.fail(e);
            }
        }
        intake().note(settled);
    }

    private FileIntake intake() {
        return Objects.requireNonNull(files, "carrier-sftp-source: bean files is missing");
    }

    /** The parts of one file after the other, those of small files in one list. */
    private final class Parts implements Iterator<List<InboundMessage>> {
        private final Exchange exchange;
        private final Iterator<FileBatch.Polled> waiting;
        private FileBatch.@Nullable Polled file;
        private Iterator<?> open = List.of().iterator();
        private List<InboundMessage> next = List.of();

        Parts(Exchange exchange, FileBatch batch) {
            this.exchange = exchange;
            this.waiting = batch.files().iterator();
        }

        @Override
        public boolean hasNext() {
            // after a failed step the split still walks through what is left, in vain
            if (next.isEmpty() && exchange.getException() == null) {
                next = gather();
            }
            return !next.isEmpty();
        }

        @Override
        public List<InboundMessage> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            List<InboundMessage> taken = next;
            next = List.of();
            return taken;
        }

        private List<InboundMessage> gather() {
            List<InboundMessage> parts = new ArrayList<>();
            int bytes = 0;
            while (parts.size() < MOST_PARTS && bytes < MOST_BYTES) {
                List<?> more = more();
                if (more.isEmpty() && !openNext()) {
                    return parts;
                }
                for (Object part : more) {
                    InboundMessage message = (InboundMessage) part;
                    parts.add(message);
                    bytes += message.body().length;
                }
            }
            return parts;
        }

        /** What the open file still has; nothing when it ends, or cannot be read to its end. */
        private List<?> more() {
            try {
                return open.hasNext() ? (List<?>) open.next() : List.of();
            } catch (RuntimeException e) {
                Objects.requireNonNull(file).fail(e);
                return List.of();
            }
        }

        private boolean openNext() {
            if (!waiting.hasNext()) {
                return false;
            }
            file = waiting.next();
            open = List.of().iterator();
            try {
                intake().open(file.exchange());
                open = file.exchange().getIn().getBody(Iterator.class);
            } catch (RuntimeException e) {
                file.fail(e);
            }
            return true;
        }
    }
}
