package io.caravanserai.delivery;

import io.caravanserai.tracing.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.vertx.core.http.HttpClientRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The call of a webhook in the trace of its event, by OpenTelemetry's conventions for HTTP clients. */
final class WebhookSpan {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> RESENT = AttributeKey.longKey("http.request.resend_count");
    private static final AttributeKey<String> DELIVERY = AttributeKey.stringKey("caravanserai.delivery.id");

    private final @Nullable Span span;

    private WebhookSpan(@Nullable Span span) {
        this.span = span;
    }

    static WebhookSpan begin(Traces traces, WebhookSender.Letter letter) {
        String event = letter.event();
        if (!traces.on() || event == null) {
            return new WebhookSpan(null);
        }
        Attributes about = Attributes.of(
                METHOD,
                "POST",
                HOST,
                letter.to().target().getHost(),
                RESENT,
                (long) letter.attempts(),
                DELIVERY,
                letter.id());
        return new WebhookSpan(traces.begin(event, "webhook", SpanKind.CLIENT, traces.now(), about));
    }

    /** Tells the endpoint which trace it is in (W3C Trace Context). */
    void mark(HttpClientRequest request) {
        if (span != null) {
            request.putHeader("traceparent", Traces.traceparent(span));
        }
    }

    void end(Attempt attempt) {
        if (span == null) {
            return;
        }
        Integer status = attempt.status();
        if (status != null) {
            span.setAttribute("http.response.status_code", status.longValue());
        }
        String error = attempt.error();
        if (error != null) {
            span.setStatus(StatusCode.ERROR, error);
        }
        span.end(Instant.ofEpochMilli(attempt.at() + attempt.ms()));
    }
}
