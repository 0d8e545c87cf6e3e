package io.caravanserai.intake;

import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.http.FailedCalls;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpEdge;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first step of the Kamelet {@code carrier-webhook-source}: verifies and reads the call. As long as its secret is
 * missing, every call is answered 503: the carrier will try again, and nobody is believed unchecked.
 */
public final class WebhookIntake implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookIntake.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final VerificationSettings verification = new VerificationSettings();
    private final AtomicLong tried = new AtomicLong();
    private final HandshakeSettings handshake = new HandshakeSettings();
    private String format = "json";
    private String keyPath = "";
    private String payload = "body";
    private String answer = Receipt.USUAL.body();
    private String answerType = Receipt.USUAL.contentType();
    private String answerId = "";
    private @Nullable Database database;
    private @Nullable DeadLetterStore deadLetters;
    private @Nullable FailedCalls failures;
    private ClosedWebhooks closed = new ClosedWebhooks();
    private volatile @Nullable WebhookReceiver receiver;

    /** Who calls and how the call is proven genuine; set by the Kamelet as {@code verification.*}. */
    public VerificationSettings getVerification() {
        return verification;
    }

    /** How the carrier's new subscription is confirmed; set by the Kamelet as {@code handshake.*}. */
    public HandshakeSettings getHandshake() {
        return handshake;
    }

    /** {@code body}, or {@code query} for a carrier whose query parameters are the message. */
    public void setPayload(String payload) {
        this.payload = payload;
    }

    /** Body of the answer once the message is durable, with {@code {id}}. */
    public void setAnswer(String answer) {
        this.answer = answer;
    }

    /** Media type of that answer. */
    public void setAnswerType(String answerType) {
        this.answerType = answerType;
    }

    /** Where the id is that the answer repeats, a {@link CallText}; empty for none. */
    public void setAnswerId(String answerId) {
        this.answerId = answerId;
    }

    /** {@code json}, {@code xml}, {@code form} or {@code text}. */
    public void setFormat(String format) {
        this.format = format;
    }

    /** Where the tracking number is; see {@link KeyScanner#of}. */
    public void setKeyPath(String keyPath) {
        this.keyPath = keyPath;
    }

    public void setDeadLetters(DeadLetterStore deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** By whose time calls and their tokens are too old, on whichever node they come in. */
    public void setDatabase(Database database) {
        this.database = database;
    }

    /** Told of calls that are not genuine. */
    public void setFailures(FailedCalls failures) {
        this.failures = failures;
    }

    /** Told whether this webhook waits for its secret. */
    public void setClosed(ClosedWebhooks closed) {
        this.closed = closed;
    }

    /**
     * Called by Camel when all settings are there.
     *
     * @throws IllegalArgumentException when a setting cannot be used; a missing secret only keeps the webhook closed
     */
    public void start() {
        tried.set(System.nanoTime());
        Clock clock = Objects.requireNonNull(database, "carrier-webhook-source: bean hubDatabase is missing")
                .clock();
        try {
            receiver = new WebhookReceiver(
                    verification.carrier(),
                    verification.build(clock),
                    shape(),
                    handshake.build(),
                    Objects.requireNonNull(deadLetters, "carrier-webhook-source: bean deadLetterStore is missing"),
                    clock);
            closed.open(verification.carrier());
        } catch (SecretRef.MissingSecret missing) {
            closed.closed(verification.carrier(), verification.secret());
        }
    }

    private WebhookReceiver.Shape shape() {
        if (!payload.equals("body") && !payload.equals("query")) {
            throw new IllegalArgumentException("payload is '" + payload + "' but must be body or query");
        }
        return new WebhookReceiver.Shape(
                payload.equals("query"),
                verification.parameter(),
                KeyScanner.of(format, keyPath),
                new Receipt(answer, answerType, answerId.isBlank() ? null : CallText.parse(answerId)));
    }

    @Override
    public void process(Exchange exchange) throws BadInput {
        HttpCall call = HttpEdge.call(exchange);
        WebhookReceiver.Outcome outcome = receive(call, HttpEdge.query(exchange));
        if (outcome instanceof WebhookReceiver.Outcome.Message received) {
            exchange.setProperty(WebhookAnswer.RECEIPT, received.receipt());
            // nothing after this step needs the request, and every Kamelet on the way would copy its headers
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody(received.message());
        } else {
            HttpEdge.answer(exchange, Receipt.USUAL.of(call));
            exchange.setRouteStop(true);
        }
    }

    /** Who proves genuine is let in, whatever others from its address have tried. */
    private WebhookReceiver.Outcome receive(HttpCall call, String query) {
        try {
            return ready().receive(call, query);
        } catch (HttpProblem refused) {
            if (refused.answer().status() == 401 && failures != null) {
                failures.count(call.remoteAddress());
            }
            throw refused;
        }
    }

    private WebhookReceiver ready() {
        WebhookReceiver current = receiver;
        if (current == null && triedLongAgo()) {
            start();
            current = receiver;
            if (current == null) {
                LOG.warn(
                        "carrier calls, but its webhook is closed until its secret is set carrier={} secret={}",
                        verification.carrier(),
                        verification.secret());
            }
        }
        if (current == null) {
            throw new HttpProblem(
                    HttpAnswer.detail(503, "This webhook is not configured yet; the hub's log names what is missing.")
                            .with("Retry-After", "60"));
        }
        return current;
    }

    private boolean triedLongAgo() {
        long last = tried.get();
        return System.nanoTime() - last > RETRY_NANOS && tried.compareAndSet(last, System.nanoTime());
    }
}
