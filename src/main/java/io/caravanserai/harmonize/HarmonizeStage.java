package io.caravanserai.harmonize;

import io.caravanserai.deadletter.DeadLetter;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.kafka.BatchCommit;
import io.caravanserai.kafka.Topics;
import io.caravanserai.secret.SecretMask;
import io.caravanserai.tracing.KafkaSpans;
import io.caravanserai.tracing.Traces;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step between {@code carrier.inbound} and {@code tracking.events}: a batch of raw messages becomes a list of
 * keyed events. What cannot be read is a dead letter before this returns, so committing the batch loses nothing.
 */
public final class HarmonizeStage implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(HarmonizeStage.class);

    private final Harmonizer harmonizer;
    private final DeadLetterStore deadLetters;
    private final Traces traces;

    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();

    public HarmonizeStage(Harmonizer harmonizer, DeadLetterStore deadLetters, Traces traces) {
        this.harmonizer = harmonizer;
        this.deadLetters = deadLetters;
        this.traces = traces;
    }

    /** Tells its figures to a registry. */
    public void bindTo(MeterRegistry metrics) {
        FunctionCounter.builder("hub.harmonize.messages", messages, AtomicLong::get)
                .description("Raw messages of carriers that were read.")
                .register(metrics);
        FunctionCounter.builder("hub.harmonize.events", made, AtomicLong::get)
                .description("Events that were made of them.")
                .register(metrics);
        FunctionCounter.builder("hub.harmonize.faults", faults, AtomicLong::get)
                .description("Faults for which a message, or a part of one, became a dead letter.")
                .register(metrics);
    }

    @Override
    public void process(Exchange exchange) {
        List<Message> events = new ArrayList<>();
        for (Exchange raw : BatchCommit.records(exchange)) {
            harmonize(exchange.getContext(), raw.getMessage().getBody(byte[].class), events);
        }
        exchange.getMessage().setBody(events);
    }

    private void harmonize(CamelContext context, byte[] raw, List<Message> events) {
        InboundMessage message;
        messages.incrementAndGet();
        try {
            message = Json.read(raw, InboundMessage.class);
        } catch (IllegalArgumentException e) {
            faults.incrementAndGet();
            deadLetters.record(notOurs(raw));
            return;
        }
        Instant begun = traces.now();
        Harmonized result = harmonizer.harmonize(message);
        result.events().forEach(event -> events.add(keyed(context, event)));
        if (traces.on()) {
            Attributes about = KafkaSpans.of(Topics.INBOUND, message.carrier(), message.id());
            result.events()
                    .forEach(event -> traces.step(event.event().id(), "harmonize", SpanKind.CONSUMER, begun, about));
        }
        made.addAndGet(result.events().size());
        faults.addAndGet(result.faults().size());
        for (Fault fault : result.faults()) {
            LOG.warn(
                    "dead letter stage={} carrier={} source={} place={} reason={}",
                    fault.stage(),
                    message.carrier(),
                    message.source().name(),
                    fault.place(),
                    SecretMask.ofProcess().mask(fault.reason()));
            deadLetters.record(DeadLetter.of("harmonize", message, fault.reason(), fault.place()));
        }
    }

    private static DeadLetter notOurs(byte[] raw) {
        return new DeadLetter(
                "harmonize",
                "unknown",
                "not an inbound message of the hub: something else wrote to the topic carrier.inbound",
                "",
                "unknown",
                new InboundMessage.Source("kafka", "carrier.inbound", 0, 0),
                null,
                raw);
    }

    private static Message keyed(CamelContext context, TrackingEvent event) {
        Message message = new DefaultMessage(context);
        message.setHeader(KafkaConstants.KEY, event.topicKey());
        message.setBody(Json.bytes(event));
        return message;
    }
}
