package io.caravanserai.metrics;

import io.caravanserai.kafka.ConsumerLag;
import io.caravanserai.kafka.ConsumerLag.Position;
import io.caravanserai.kafka.ConsumerLag.Stage;
import io.caravanserai.kafka.KafkaClients;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;

/**
 * How many records each stage has before it, on all nodes together. Asked of the brokers at most every ten seconds; NaN
 * while none answers.
 */
public final class StageLag implements AutoCloseable {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final ConsumerLag lag;
    private final Map<String, Stage> stages;
    private final Refreshed<Map<Stage, Position>> positions;

    /** @param stages by name */
    public StageLag(KafkaClients brokers, Map<String, Stage> stages) {
        this.lag = new ConsumerLag(brokers);
        this.stages = Map.copyOf(stages);
        this.positions = new Refreshed<>(FRESH, () -> lag.of(stages.values()));
    }

    /** Tells its figures to a registry. */
    public void bindTo(MeterRegistry metrics) {
        stages.forEach((name, stage) -> Gauge.builder("hub.stage.lag", () -> waiting(stage))
                .description("Records that a stage has before it.")
                .tag("stage", name)
                .register(metrics));
    }

    private double waiting(Stage stage) {
        Position position = positions.get().orElse(Map.of()).get(stage);
        return position == null ? Double.NaN : position.waiting();
    }

    @Override
    public void close() {
        lag.close();
    }
}
