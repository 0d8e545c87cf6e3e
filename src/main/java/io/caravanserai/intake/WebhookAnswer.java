package io.caravanserai.intake;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpEdge;
import io.caravanserai.http.HttpProblem;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of the Kamelet {@code carrier-webhook-source}: the receipt once the message is durable, the refusal when
 * it was refused, 503 when the backbone did not take it.
 */
public final class WebhookAnswer implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookAnswer.class);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** Exchange property with the receipt, an {@link HttpAnswer}. */
    static final String RECEIPT = "hubReceipt";

    private static final HttpAnswer UNAVAILABLE = HttpAnswer.detail(
                    503, "The hub cannot keep the message at the moment; send it again.")
            .with("Retry-After", "5");

    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - QUIET_NANOS);
    private String carrier = "";

    /** Carrier id, for logs. */
    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (failure == null) {
            HttpEdge.answer(exchange, exchange.getProperty(RECEIPT, HttpAnswer.class));
        } else if (failure instanceof HttpProblem problem) {
            HttpEdge.answer(exchange, problem.answer());
        } else {
            log(failure);
            HttpEdge.answer(exchange, UNAVAILABLE);
        }
    }

    /** A broker that is down fails every call: one line in a while is enough. */
    private void log(Throwable failure) {
        long last = lastLogged.get();
        long now = System.nanoTime();
        if (now - last >= QUIET_NANOS && lastLogged.compareAndSet(last, now)) {
            LOG.warn(
                    "webhook not taken, the carrier will send it again carrier={} reason={}",
                    carrier,
                    failure.toString());
        }
    }
}
