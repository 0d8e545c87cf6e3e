package io.caravanserai.tracing;

import io.caravanserai.config.HubConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Spans of shipment events: one trace for each event, from its arrival to every customer who is told. What is traced is
 * sent to a collector in the background, and lost when that is away: nothing waits for it.
 */
public final class Traces implements AutoCloseable {
    private static final AttributeKey<String> EVENT = AttributeKey.stringKey("caravanserai.event.id");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RootIds ids;
    private final Tracer tracer;
    private final boolean on;
    private final Clock clock;
    private final Runnable end;

    private Traces(RootIds ids, Tracer tracer, boolean on, Clock clock, Runnable end) {
        this.ids = ids;
        this.tracer = tracer;
        this.on = on;
        this.clock = clock;
        this.end = end;
    }

    /** Nothing is traced. */
    public static Traces off() {
        Clock none = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        return new Traces(new RootIds(), TracerProvider.noop().get("caravanserai"), false, none, () -> {});
    }

    /**
     * @param node name of this node, {@code service.instance.id}
     * @param clock by which the hub goes, so that spans of several nodes fit together
     */
    public static Traces of(HubConfig.Tracing config, String node, Clock clock) {
        if (config.endpoint().isEmpty()) {
            return off();
        }
        RootIds ids = new RootIds();
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(config.endpoint().get() + "/v1/traces")
                .setTimeout(PATIENCE)
                .build();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setSampler(Sampler.traceIdRatioBased(config.ratio()))
                .setResource(Resource.create(Attributes.builder()
                        .put("service.name", "caravanserai")
                        .put("service.instance.id", node)
                        .build()))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(SOON)
                        .build())
                .build();
        return new Traces(ids, provider.get("caravanserai"), true, clock, provider::close);
    }

    /** Whether anything is traced: what only a trace needs is not worth its cost otherwise. */
    public boolean on() {
        return on;
    }

    /** The moment, for a span that is told of later. */
    public Instant now() {
        return on ? clock.instant() : Instant.EPOCH;
    }

    /**
     * The span that all others of the event's trace are below: from its arrival to its being stored.
     *
     * @param name of few, such as {@code carrier webhook}
     */
    public void arrived(String eventId, String name, Instant begun, Attributes more) {
        if (on) {
            SpanBuilder root = tracer.spanBuilder(name)
                    .setNoParent()
                    .setSpanKind(SpanKind.SERVER)
                    .setStartTimestamp(begun)
                    .setAllAttributes(more)
                    .setAttribute(EVENT, eventId);
            ids.with(EventTrace.of(eventId), root::startSpan).end(clock.instant());
        }
    }

    /** A step that was just taken with the event. */
    public void step(String eventId, String name, SpanKind kind, Instant begun, Attributes more) {
        if (on) {
            begin(eventId, name, kind, begun, more).end(clock.instant());
        }
    }

    /** A step that is taken now; whoever begins it ends it. */
    public Span begin(String eventId, String name, SpanKind kind, Instant begun, Attributes more) {
        if (!on) {
            return Span.getInvalid();
        }
        EventTrace trace = EventTrace.of(eventId);
        SpanContext parent = SpanContext.createFromRemoteParent(
                trace.traceId(), trace.rootSpanId(), TraceFlags.getSampled(), TraceState.getDefault());
        return tracer.spanBuilder(name)
                .setParent(Context.root().with(Span.wrap(parent)))
                .setSpanKind(kind)
                .setStartTimestamp(begun)
                .setAllAttributes(more)
                .setAttribute(EVENT, eventId)
                .startSpan();
    }

    /** The header {@code traceparent} of a call that is made within a span. */
    public static String traceparent(Span span) {
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    /** Sends what was not sent yet, for at most ten seconds. */
    @Override
    public void close() {
        end.run();
    }
}
