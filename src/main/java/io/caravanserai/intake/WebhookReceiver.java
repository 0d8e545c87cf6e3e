package io.caravanserai.intake;

import io.caravanserai.deadletter.DeadLetter;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.event.Ids;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Turns one webhook call into an inbound message. A call that is not genuine leaves no trace; a genuine one that
 * cannot be read is kept as a dead letter before it is refused.
 */
public final class WebhookReceiver {
    private final String carrier;
    private final Verification verification;
    private final KeyScanner scanner;
    private final DeadLetterStore deadLetters;
    private final Clock clock;

    public WebhookReceiver(
            String carrier, Verification verification, KeyScanner scanner, DeadLetterStore deadLetters, Clock clock) {
        this.carrier = carrier;
        this.verification = verification;
        this.scanner = scanner;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /**
     * @throws HttpProblem 401 when the call is not genuine, 400 when its body cannot be read
     */
    public InboundMessage receive(HttpCall call) {
        String refusal = verification.refusal(call);
        if (refusal != null) {
            throw new HttpProblem(HttpAnswer.detail(401, refusal).with("WWW-Authenticate", verification.challenge()));
        }
        if (call.body().length == 0) {
            throw HttpProblem.of(400, "The body is empty; send the event as the body.");
        }
        long now = clock.millis();
        String id = Ids.next(now);
        String contentType = call.header("content-type").orElse(null);
        InboundMessage.Source source = new InboundMessage.Source("webhook", id, 0, 0);
        String key = key(call.body(), id, source, contentType);
        return new InboundMessage(
                InboundMessage.VERSION,
                id,
                carrier,
                key,
                Instant.ofEpochMilli(now).toString(),
                source,
                contentType,
                call.body());
    }

    private String key(byte[] body, String id, InboundMessage.Source source, @Nullable String contentType) {
        try {
            String key = scanner.scan(body);
            return key == null ? id : key;
        } catch (BadInput bad) {
            deadLetters.record(
                    new DeadLetter("webhook", carrier, bad.reason(), bad.place(), id, source, contentType, body));
            throw HttpProblem.of(400, "The body was refused at " + bad.sentence() + ".");
        }
    }
}
