package io.caravanserai.check;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.kafka.Topics;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The properties that placeholders may name: every setting with its default, and the names the hub decides itself. */
final class Names {
    private final Settings settings;
    private final Map<String, String> ofHub;

    Names(Settings settings) {
        this.settings = settings;
        HubConfig.Kafka kafka = HubConfig.from(settings).kafka();
        this.ofHub = Topics.placeholders(kafka, kafka.bootstrap());
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(ofHub.get(name))
                .or(() -> settings.find(name))
                .or(() -> Arrays.stream(HubProperty.values())
                        .filter(property -> property.key().equals(name))
                        .findFirst()
                        .flatMap(HubProperty::defaultValue));
    }
}
