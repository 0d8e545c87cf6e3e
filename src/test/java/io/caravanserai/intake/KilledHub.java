package io.caravanserai.intake;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A hub's intake in a process of its own, for a test to kill. */
final class KilledHub {
    private KilledHub() {}

    public static void main(String[] args) throws Exception {
        KafkaSettings kafka = HubConfig.from(Settings.of(Map.of("hub.kafka.topic-prefix", args[2])))
                .kafka();
        IntakeHarness hub = IntakeHarness.start(Path.of(args[0]), kafka, args[1], Map.of());
        hub.load(args[3]);
        new CountDownLatch(1).await();
    }
}
