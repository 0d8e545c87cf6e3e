package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracing.TestCollector;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of a whole hub, as a collector gets them. */
class TracesTest {
    @TempDir
    Path folder = Path.of("unset");

    @Test
    void anEventIsOneTraceFromTheCarrierToTheCustomer() throws Exception {
        try (TestCollector collector = TestCollector.start();
                TestHub hub =
                        TestHub.onSharedBroker(folder, Map.of("hub.tracing.endpoint", collector.endpoint() + "/"));
                TestCustomer customer = TestCustomer.of(hub)) {
            // Given a customer whose endpoint fails at first
            customer.sink().answer((message, response) -> response.setStatusCode(
                            customer.sink().received().size() > 1 ? 204 : 500)
                    .end());
            customer.track("sandbox", "T1");

            // When the carrier tells an event
            hub.sandboxEvent("T1", "delivery/delivered/with_signature");

            // Then its arrival, its stages and both calls are one trace
            await().untilAsserted(() -> assertThat(collector.spans())
                    .extracting(Span::getName)
                    .containsExactlyInAnyOrder("carrier webhook", "harmonize", "store", "webhook", "webhook"));
            List<Span> spans = collector.spans();
            assertThat(spans)
                    .extracting(Span::getTraceId)
                    .containsOnly(spans.get(0).getTraceId());
            Span root = named(spans, "carrier webhook").get(0);
            assertThat(root.getParentSpanId().isEmpty()).isTrue();
            assertThat(spans.stream().filter(span -> !span.equals(root)))
                    .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(root.getSpanId()));
            assertThat(attributes(root))
                    .containsEntry("caravanserai.carrier", "sandbox")
                    .containsEntry("messaging.destination.name", "tracking.events");

            // and the customer was told which one it is
            assertThat(named(spans, "webhook"))
                    .extracting(span -> "00-" + TestCollector.hex(span.getTraceId()) + "-"
                            + TestCollector.hex(span.getSpanId()) + "-01")
                    .containsExactlyInAnyOrderElementsOf(customer.sink().received().stream()
                            .map(TracesTest::traceparent)
                            .toList());
            assertThat(named(spans, "webhook"))
                    .extracting(span -> span.getStatus().getCode())
                    .containsExactlyInAnyOrder(
                            Status.StatusCode.STATUS_CODE_ERROR, Status.StatusCode.STATUS_CODE_UNSET);
        }
    }

    @Test
    void withoutACollectorAllGoesOnAndEndpointsAreToldNothing() throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of("hub.tracing.endpoint", "http://127.0.0.1:1"));
                TestHub off = TestHub.onSharedBroker(folder.resolve("off"), Map.of());
                TestCustomer traced = TestCustomer.of(hub);
                TestCustomer untraced = TestCustomer.of(off)) {
            traced.track("sandbox", "T2");
            untraced.track("sandbox", "T2");

            hub.sandboxEvent("T2", "delivery/delivered");
            off.sandboxEvent("T2", "delivery/delivered");

            await().untilAsserted(() -> assertThat(traced.codes("T2")).hasSize(1));
            await().untilAsserted(() -> assertThat(untraced.codes("T2")).hasSize(1));
            assertThat(untraced.sink().received())
                    .extracting(TracesTest::traceparent)
                    .containsOnlyNulls();
        }
    }

    @Test
    void anEventIsTracedOnAllOfItsWayOrNotAtAll() throws Exception {
        try (TestCollector collector = TestCollector.start();
                TestHub hub = TestHub.onSharedBroker(
                        folder, Map.of("hub.tracing.endpoint", collector.endpoint(), "hub.tracing.ratio", "0.5"));
                TestCustomer customer = TestCustomer.of(hub)) {
            for (int i = 0; i < 40; i++) {
                customer.track("sandbox", "R" + i);
                hub.sandboxEvent("R" + i, "delivery/delivered");
            }

            await().untilAsserted(() -> assertThat(customer.sink().received()).hasSize(40));
            long sampled = customer.sink().received().stream()
                    .filter(message -> String.valueOf(traceparent(message)).endsWith("-01"))
                    .count();
            await().untilAsserted(() -> assertThat(collector.spans()).hasSize((int) sampled * 4));
            assertThat(sampled).isBetween(5L, 35L);
            assertThat(collector.spans().stream().collect(Collectors.groupingBy(Span::getTraceId)))
                    .allSatisfy((trace, spans) -> assertThat(spans).hasSize(4));
        }
    }

    private static List<Span> named(List<Span> spans, String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream().collect(Collectors.toMap(each -> each.getKey(), each -> each.getValue()
                .getStringValue()));
    }

    private static @Nullable String traceparent(WebhookSink.Received message) {
        return message.headers().get("traceparent");
    }
}
