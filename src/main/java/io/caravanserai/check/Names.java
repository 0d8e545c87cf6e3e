package io.caravanserai.check;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.HubProperty;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import io.caravanserai.kafka.Topics;
import io.caravanserai.mapping.Suggest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The properties that placeholders may name: every setting with its default, and the names the hub decides itself. */
final class Names {
    private static final Pattern IN_FILE = Pattern.compile("(.+):(\\d+)");

    private final Settings settings;
    private final Map<String, String> ofHub;

    Names(Settings settings) {
        this.settings = settings;
        KafkaSettings kafka = HubConfig.from(settings).kafka();
        this.ofHub = Topics.placeholders(kafka, kafka.bootstrap());
    }

    /** Names that the hub itself gives a meaning. */
    List<String> known() {
        return Stream.concat(
                        ofHub.keySet().stream(),
                        Arrays.stream(HubProperty.values()).map(HubProperty::key))
                .sorted()
                .toList();
    }

    /** Settings given in the hub's name that it does not know, most likely mistyped. */
    List<Finding> mistyped() {
        List<Finding> findings = new ArrayList<>();
        settings.unknown().forEach((name, place) -> {
            boolean isVariable = place.equals("environment");
            List<String> words =
                    isVariable ? known().stream().map(Settings::environmentName).toList() : known();
            Matcher inFile = IN_FILE.matcher(place);
            findings.add(new Finding(
                    inFile.matches() ? inFile.group(1) : place,
                    inFile.matches() ? Integer.parseInt(inFile.group(2)) : 0,
                    Finding.Severity.WARNING,
                    "the hub has no setting '" + name + "'",
                    Suggest.closest(name, words)
                            .map(close -> "did you mean '" + close + "'?")
                            .orElse("config/hub.properties.example lists all")));
        });
        return findings;
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
