package io.caravanserai.edifile;

import io.caravanserai.deadletter.DeadLetter;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.edi.MessageSchemas;
import io.caravanserai.edi.ack.AckReader;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.store.Database;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of the Kamelet customer-ack-sink: what matches no file of the customer becomes a dead letter. */
public final class CustomerAcks {
    private static final Logger LOG = LoggerFactory.getLogger(CustomerAcks.class);

    private String customer = "";
    private String mappings = "";
    private @Nullable Database database;
    private @Nullable DeadLetterStore deadLetters;
    private @Nullable AckReconciler reconciler;

    public void setCustomer(String customer) {
        this.customer = customer;
    }

    /** The folder edi-mappings. */
    public void setMappings(String mappings) {
        this.mappings = mappings;
    }

    public void setDatabase(Database database) {
        this.database = database;
    }

    public void setDeadLetters(DeadLetterStore deadLetters) {
        this.deadLetters = deadLetters;
    }

    /**
     * @throws IllegalArgumentException naming what is missing
     */
    public void start() {
        if (customer.isBlank() || database == null || deadLetters == null) {
            throw new IllegalArgumentException("customer, hubDatabase and deadLetterStore are required");
        }
        reconciler =
                new AckReconciler(database, new AckReader(new MessageSchemas(Path.of(mappings))), database.clock());
    }

    /** Durable when this returns: each acknowledgement is noted at its file or kept as a dead letter. */
    public void take(List<InboundMessage> messages) {
        if (reconciler == null || deadLetters == null) {
            throw new IllegalStateException("customer-ack-sink was not started");
        }
        for (InboundMessage message : messages) {
            Reconciled result = reconciler.reconcile(
                    customer, message.body(), message.source().name());
            if (result instanceof Reconciled.Matched matched) {
                LOG.info(
                        "file acknowledged customer={} control={} status={}",
                        customer,
                        matched.control(),
                        matched.status());
            } else if (result instanceof Reconciled.Unmatched unmatched) {
                deadLetters.record(letter(message, unmatched.reason()));
            }
        }
    }

    /** Under the customer's name, whatever the source calls the partner: its files are looked at when it is replayed. */
    private DeadLetter letter(InboundMessage message, String reason) {
        return new DeadLetter(
                AckLetters.STAGE,
                customer,
                reason,
                "",
                message.key(),
                message.source(),
                message.contentType(),
                message.body());
    }
}
