package io.caravanserai.intake;

import io.caravanserai.deadletter.DeadLetter;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.event.Form;
import io.caravanserai.event.Ids;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns one webhook call into an inbound message. A call that is not genuine leaves no trace; a genuine one that
 * cannot be read is kept as a dead letter before it is refused.
 */
final class WebhookReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final String FORM = "application/x-www-form-urlencoded";

    private final String carrier;
    private final Verification verification;
    private final Shape shape;
    private final Optional<Handshake> handshake;
    private final DeadLetterStore deadLetters;
    private final Clock clock;

    /**
     * What a call looks like and what it is told.
     *
     * @param inQuery whether the query is the message, not the body
     * @param hidden query parameter that is not kept, since it is a secret; empty for none
     */
    record Shape(boolean inQuery, String hidden, KeyScanner scanner, Receipt receipt) {}

    /** What came of a genuine call. */
    sealed interface Outcome {
        /** It is to be kept, and then told the receipt. */
        record Message(InboundMessage message, HttpAnswer receipt) implements Outcome {}

        /** It was a handshake, and is done. */
        record Confirmed() implements Outcome {}
    }

    WebhookReceiver(
            String carrier,
            Verification verification,
            Shape shape,
            Optional<Handshake> handshake,
            DeadLetterStore deadLetters,
            Clock clock) {
        this.carrier = carrier;
        this.verification = verification;
        this.shape = shape;
        this.handshake = handshake;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /**
     * @param query the query as it came, without the question mark
     * @throws HttpProblem 401 when the call is not genuine, 400 when it cannot be read, 503 when a handshake failed
     */
    Outcome receive(HttpCall call, String query) {
        String refusal = verification.refusal(call);
        if (refusal != null) {
            throw new HttpProblem(HttpAnswer.detail(401, refusal).with("WWW-Authenticate", verification.challenge()));
        }
        InboundMessage message = message(call, query);
        try {
            String key = shape.scanner().scan(message.body());
            if (handshake.isPresent() && handshake.get().isIn(call)) {
                return confirmed(handshake.get(), call, message);
            }
            return new Outcome.Message(
                    key == null ? message : keyed(message, key), shape.receipt().of(call));
        } catch (BadInput bad) {
            keep(message, bad.reason(), bad.place());
            throw HttpProblem.of(400, "The call was refused at " + bad.sentence() + ".");
        }
    }

    private InboundMessage message(HttpCall call, String query) {
        byte[] payload = shape.inQuery() ? query(query) : call.body();
        if (payload.length == 0) {
            throw HttpProblem.of(
                    400,
                    shape.inQuery()
                            ? "The query is empty; send the event as query parameters."
                            : "The body is empty; send the event as the body.");
        }
        long now = clock.millis();
        String id = Ids.next(now);
        return new InboundMessage(
                InboundMessage.VERSION,
                id,
                carrier,
                id,
                Instant.ofEpochMilli(now).toString(),
                new InboundMessage.Source("webhook", id, 0, 0),
                shape.inQuery() ? FORM : call.header("content-type").orElse(null),
                payload);
    }

    private byte[] query(String query) {
        String kept = shape.hidden().isEmpty() ? query : Form.without(shape.hidden(), query, StandardCharsets.UTF_8);
        return kept.getBytes(StandardCharsets.UTF_8);
    }

    private static InboundMessage keyed(InboundMessage message, String key) {
        return new InboundMessage(
                message.v(),
                message.id(),
                message.carrier(),
                key,
                message.receivedUtc(),
                message.source(),
                message.contentType(),
                message.body());
    }

    private Outcome confirmed(Handshake handshake, HttpCall call, InboundMessage message) {
        String failure = handshake.confirm(call);
        if (failure == null) {
            LOG.info("subscription confirmed carrier={}", carrier);
            return new Outcome.Confirmed();
        }
        LOG.warn("subscription not confirmed, its message is a dead letter carrier={} reason={}", carrier, failure);
        keep(message, "the subscription could not be confirmed: " + failure, "$");
        throw new HttpProblem(HttpAnswer.detail(503, "The subscription could not be confirmed; send the call again.")
                .with("Retry-After", "60"));
    }

    private void keep(InboundMessage message, String reason, String place) {
        deadLetters.record(new DeadLetter(
                "webhook",
                carrier,
                reason,
                place,
                message.id(),
                message.source(),
                message.contentType(),
                message.body()));
    }
}
