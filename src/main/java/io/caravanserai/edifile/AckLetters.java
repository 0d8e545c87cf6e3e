package io.caravanserai.edifile;

import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiSplitter;
import io.caravanserai.edi.MessageSchemas;
import io.caravanserai.edi.ack.AckReader;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dead letters of customers' acknowledgements, read again as they were read when they came. */
public final class AckLetters {
    /** The stage that gives up on acknowledgements; its letters are under the customer's name. */
    static final String STAGE = "acknowledgement";

    /** The stage that fetches files. */
    private static final String FILE_STAGE = "file";

    private static final Logger LOG = LoggerFactory.getLogger(AckLetters.class);

    private final Database database;
    private final Path mappings;
    private final Clock clock;

    /**
     * @param mappings the folder edi-mappings
     */
    public AckLetters(Database database, Path mappings, Clock clock) {
        this.database = database;
        this.mappings = mappings;
        this.clock = clock;
    }

    /**
     * How dead letters go on their way again by their stage: acknowledgements to their files. What was no good as a file
     * is one of acknowledgements when it came from a customer that is no carrier.
     *
     * @param others takes the files of carriers
     * @param isCarrier whether a partner has a mapping
     */
    public Map<String, DeadLetterStore.Publisher> stages(
            DeadLetterStore.Publisher others, Predicate<String> isCarrier) {
        return Map.of(STAGE, this::read, FILE_STAGE, letter -> {
            if (isCustomer(letter.carrier()) && !isCarrier.test(letter.carrier())) {
                read(letter);
            } else {
                others.publish(letter);
            }
        });
    }

    /** Whether a partner gets files of ours. */
    private boolean isCustomer(String partner) {
        return database.read(connection -> Sql.number(
                        connection, "SELECT COUNT(*) FROM edi_outlet WHERE name = ? AND account_number <> ''", partner))
                > 0;
    }

    /**
     * Reads one acknowledgement, or a file of them, and notes each at the file it is about; again changes nothing.
     *
     * @throws IllegalStateException with the reason when one of them still fits no file
     */
    private void read(InboundMessage letter) {
        // schemas may have been mended since
        AckReconciler reconciler = new AckReconciler(database, new AckReader(new MessageSchemas(mappings)), clock);
        for (byte[] acknowledgement : acknowledgements(letter.body())) {
            Reconciled result = reconciler.reconcile(
                    letter.carrier(), acknowledgement, letter.source().name());
            if (result instanceof Reconciled.Unmatched unmatched) {
                throw new IllegalStateException("It stays, for " + unmatched.reason() + ".");
            }
            LOG.info("acknowledgement read again customer={} result={}", letter.carrier(), result);
        }
    }

    private static List<byte[]> acknowledgements(byte[] file) {
        List<byte[]> parts = new ArrayList<>();
        try {
            new EdiSplitter().split(new ByteArrayInputStream(file), part -> parts.add(sound(part)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (parts.isEmpty()) {
            throw new IllegalStateException("It stays, for it holds no acknowledgement: discard it.");
        }
        return parts;
    }

    private static byte[] sound(EdiPart part) {
        if (part.fault() != null) {
            throw new IllegalStateException("It stays, for " + part.fault().message());
        }
        return part.bytes();
    }
}
