package io.caravanserai.intake;

import io.caravanserai.deadletter.DeadLetter;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.event.Ids;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.store.StoreException;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one file as batches of inbound messages. A thread of its own runs the splitter, at most three batches
 * ahead of whoever sends them, so that memory stays the same for a file of any size.
 */
final class PartPipe implements Iterator<List<InboundMessage>>, AutoCloseable {
    private static final int BATCH_PARTS = 1000;
    private static final int BATCH_BYTES = 4 * 1024 * 1024;
    private static final List<InboundMessage> END = List.of();
    private static final UUID IDS = UUID.fromString("0b9cbf0e-6f5c-4c0e-9d3e-6b1f3f6f6a52");

    private final Origin origin;
    private final FileSplitter splitter;
    private final DeadLetterStore deadLetters;
    private final BlockingQueue<List<InboundMessage>> queue = new ArrayBlockingQueue<>(2);
    private final Thread reader;
    private final Collector collector = new Collector();
    private @Nullable List<InboundMessage> next;
    private volatile @Nullable Throwable failure;

    /**
     * @param carrier carrier id
     * @param name path of the file on the carrier's server
     * @param key what makes it another file than one of the same name before
     * @param local the local copy
     * @param cancelled whether nobody wants the rest any more
     */
    record Origin(
            String carrier,
            String name,
            String key,
            Path local,
            @Nullable String contentType,
            Clock clock,
            BooleanSupplier cancelled) {}

    PartPipe(Origin origin, FileSplitter splitter, DeadLetterStore deadLetters) {
        this.origin = origin;
        this.splitter = splitter;
        this.deadLetters = deadLetters;
        this.reader = new Thread(this::read, "carrier-file-" + origin.carrier());
        reader.setDaemon(true);
        reader.start();
    }

    /** Good parts so far. */
    long parts() {
        return collector.parts.get();
    }

    /** Parts set aside so far. */
    long faults() {
        return collector.faults.get();
    }

    private void read() {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(origin.local()), 64 * 1024)) {
            splitter.split(in, collector);
            collector.flush();
        } catch (InterruptedException | InterruptedIOException e) {
            return;
        } catch (StoreException | UncheckedIOException e) {
            failure = e;
        } catch (RuntimeException e) {
            setAside(e);
        } catch (Throwable e) {
            failure = e;
        }
        try {
            queue.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The splitter failed on what is in the file: trying again would fail again. */
    private void setAside(RuntimeException defect) {
        try {
            String reason = "the file cannot be cut into messages (" + defect + "): look at it, then replay or discard";
            collector.fault(new FileSplitter.Fault(reason, "", null, 0, 0));
            collector.flush();
        } catch (RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasNext() {
        // after a failed step the split still walks through what is left, in vain
        if (origin.cancelled().getAsBoolean()) {
            return false;
        }
        if (next == null) {
            try {
                next = queue.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while reading " + origin.name(), e);
            }
        }
        if (next == END && failure != null) {
            throw new IllegalStateException(origin.name() + " could not be read to its end: " + failure, failure);
        }
        return next != END;
    }

    @Override
    public List<InboundMessage> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<InboundMessage> batch = next;
        next = null;
        return batch == null ? END : batch;
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private final class Collector implements FileSplitter.Sink {
        private List<InboundMessage> batch = new ArrayList<>();
        private int bytes;
        private final AtomicLong parts = new AtomicLong();
        private final AtomicLong faults = new AtomicLong();

        @Override
        public void part(FileSplitter.Part part) throws InterruptedException {
            long now = origin.clock().millis();
            parts.incrementAndGet();
            batch.add(new InboundMessage(
                    InboundMessage.VERSION,
                    id(part),
                    origin.carrier(),
                    part.key() == null ? origin.name() : part.key(),
                    Instant.ofEpochMilli(now).toString(),
                    new InboundMessage.Source("file", origin.name(), part.offset(), part.line()),
                    origin.contentType(),
                    part.bytes()));
            bytes += part.bytes().length;
            if (batch.size() >= BATCH_PARTS || bytes >= BATCH_BYTES) {
                flush();
            }
        }

        /** Follows from place and content: read again after a crash, a part has the same id. */
        private String id(FileSplitter.Part part) {
            MessageDigest sha1 = Ids.sha1();
            sha1.update(ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(IDS.getMostSignificantBits())
                    .putLong(IDS.getLeastSignificantBits())
                    .putLong(part.offset())
                    .array());
            sha1.update((origin.carrier() + "\n" + origin.key() + "\n").getBytes(StandardCharsets.UTF_8));
            return Ids.ofHash(ByteBuffer.wrap(sha1.digest(part.bytes())));
        }

        @Override
        public void fault(FileSplitter.Fault fault) {
            faults.incrementAndGet();
            byte[] raw = fault.bytes();
            String place = fault.place().isEmpty() ? origin.name() : origin.name() + ", " + fault.place();
            DeadLetter letter = new DeadLetter(
                    "file",
                    origin.carrier(),
                    fault.reason(),
                    place,
                    origin.name(),
                    new InboundMessage.Source("file", origin.name(), fault.offset(), fault.line()),
                    origin.contentType(),
                    raw == null ? new byte[0] : raw);
            if (raw == null) {
                deadLetters.recordFile(letter, origin.local());
            } else {
                deadLetters.record(letter);
            }
        }

        void flush() throws InterruptedException {
            if (!batch.isEmpty()) {
                queue.put(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
        }
    }
}
