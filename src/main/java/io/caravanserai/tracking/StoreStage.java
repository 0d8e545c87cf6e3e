package io.caravanserai.tracking;

import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.kafka.BatchCommit;
import io.caravanserai.kafka.Topics;
import io.caravanserai.tracing.KafkaSpans;
import io.caravanserai.tracing.Traces;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;

/**
 * The step between {@code tracking.events} and {@code customer.notifications}: keeps a batch of events in one
 * transaction and wakes the lanes of what must be sent. A store in trouble throws, so the batch comes again.
 */
public final class StoreStage implements Processor {
    private final TrackingStore store;
    private final BiConsumer<byte[], String> deadLetters;
    private final Traces traces;

    /**
     * @param deadLetters takes a record that cannot be kept, with the reason, and returns when that is durable
     */
    public StoreStage(TrackingStore store, BiConsumer<byte[], String> deadLetters, Traces traces) {
        this.store = store;
        this.deadLetters = deadLetters;
        this.traces = traces;
    }

    @Override
    public void process(Exchange exchange) {
        List<TrackingEvent> events = new ArrayList<>();
        for (Exchange record : BatchCommit.records(exchange)) {
            byte[] body = record.getMessage().getBody(byte[].class);
            try {
                events.add(Json.read(body, TrackingEvent.class));
            } catch (IllegalArgumentException e) {
                deadLetters.accept(body, "not a tracking event of the hub: something else wrote to the topic");
            }
        }
        Instant begun = traces.now();
        Applied applied = store.apply(events);
        for (Applied.Failure failure : applied.failures()) {
            deadLetters.accept(Json.bytes(failure.event()), failure.reason());
        }
        if (traces.on()) {
            applied.kept().forEach(event -> trace(event, begun));
        }
        List<Message> wakeUps = new ArrayList<>();
        applied.notifications().forEach(news -> wakeUps.add(wakeUp(exchange.getContext(), news)));
        exchange.getMessage().setBody(wakeUps);
    }

    private void trace(TrackingEvent event, Instant begun) {
        String id = event.event().id();
        TrackingEvent.Origin origin = event.origin();
        Attributes about = KafkaSpans.of(Topics.EVENTS, event.carrierId(), origin.inboundId());
        traces.arrived(
                id,
                "carrier " + origin.source().kind(),
                Instant.parse(event.receivedUtc()),
                about.toBuilder()
                        .put("caravanserai.source", origin.source().name())
                        .put("caravanserai.mapping", origin.mapping())
                        .build());
        traces.step(id, "store", SpanKind.CONSUMER, begun, about);
    }

    private static Message wakeUp(CamelContext context, Outbox.Notification news) {
        Message message = new DefaultMessage(context);
        message.setHeader(KafkaConstants.KEY, news.key());
        message.setBody(Json.bytes(Map.of("v", 1, "delivery_id", news.deliveryId())));
        return message;
    }
}
