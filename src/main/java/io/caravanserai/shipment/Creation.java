package io.caravanserai.shipment;

import io.caravanserai.tracking.Outbox;
import java.util.List;

/** What became of a request for a shipment. */
sealed interface Creation {
    /** It is durable, with its label work. */
    record Made(String answer, List<Outbox.Notification> notifications) implements Creation {}

    /** The same request with the same idempotency key was answered before. */
    record Replayed(int status, String answer) implements Creation {}

    /** The idempotency key belongs to another request. */
    record KeyReused() implements Creation {}

    /** The account has a shipment with this uuid_ref. */
    record DuplicateRef() implements Creation {}

    /** The carrier has no such account for the customer. */
    record UnknownAccount(String name) implements Creation {}
}
