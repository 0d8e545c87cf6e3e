package io.caravanserai.metrics;

import io.caravanserai.kafka.KafkaClients;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records each stage has before it, on all nodes together: what is on its topic beyond what the stage has
 * committed. Asked of the brokers at most every ten seconds; NaN while none answers.
 */
public final class StageLag implements AutoCloseable {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int PATIENCE_MILLIS = 3_000;

    private final Admin admin;
    private final Map<String, Refreshed<Double>> lags = new HashMap<>();

    /** @param groups consumer groups by the name of the stage */
    public StageLag(KafkaClients brokers, Map<String, String> groups) {
        this.admin = Admin.create(brokers.with(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS)));
        groups.forEach((stage, group) -> lags.put(stage, new Refreshed<>(FRESH, () -> lag(group))));
    }

    /** Tells its figures to a registry. */
    public void bindTo(MeterRegistry metrics) {
        lags.forEach(
                (stage, lag) -> Gauge.builder("hub.stage.lag", () -> lag.get().orElse(Double.NaN))
                        .description("Records that a stage has before it.")
                        .tag("stage", stage)
                        .register(metrics));
    }

    private double lag(String group) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest).all().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return ends.entrySet().stream()
                .mapToDouble(end -> {
                    OffsetAndMetadata read = committed.get(end.getKey());
                    return read == null ? 0 : Math.max(0, end.getValue().offset() - read.offset());
                })
                .sum();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
