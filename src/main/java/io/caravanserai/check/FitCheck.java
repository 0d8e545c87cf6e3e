package io.caravanserai.check;

import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parameters of one route that are each good and do not go together, or not with the hub's settings. */
final class FitCheck {
    private final Map<String, Kamelet> kamelets;
    private final Function<String, Optional<String>> values;
    private final Findings findings;

    /** How long after a call in doubt the route waits; null where it buys no labels. */
    private @Nullable Duration settle;

    private final List<Endpoint> calls = new ArrayList<>();

    FitCheck(Map<String, Kamelet> kamelets, Function<String, Optional<String>> values, Findings findings) {
        this.kamelets = kamelets;
        this.values = values;
        this.findings = findings;
    }

    /** One endpoint of the route, in any order. */
    void check(Endpoint endpoint) {
        Kamelet kamelet = kamelets.get(endpoint.name());
        if (!endpoint.scheme().equals("kamelet") || kamelet == null) {
            return;
        }
        switch (kamelet.name()) {
            case "carrier-webhook-source" -> certificates(kamelet, endpoint);
            case "carrier-label-source" ->
                settle = duration(kamelet, endpoint, "settle").orElse(null);
            case "carrier-label-action" -> calls.add(endpoint);
            default -> {}
        }
    }

    private void certificates(Kamelet kamelet, Endpoint endpoint) {
        String authorities = HubProperty.HTTP_TLS_CLIENT_CA.key();
        if (kamelet.value(endpoint, "verification", values).equals("certificate")
                && values.apply(authorities).filter(file -> !file.isBlank()).isEmpty()) {
            findings.error(
                    endpoint.line("verification"),
                    "the carrier shall show a certificate, but the hub asks nobody for one",
                    "set " + authorities + "; docs/operate/security.md says how");
        }
    }

    /** All endpoints were seen. */
    void end() {
        for (Endpoint call : calls) {
            Kamelet kamelet = Objects.requireNonNull(kamelets.get(call.name()));
            duration(kamelet, call, "timeout").ifPresent(timeout -> doubt(kamelet, call, timeout));
        }
    }

    /** A label that the carrier does not know is bought again: a call that may still arrive would buy a second one. */
    private void doubt(Kamelet kamelet, Endpoint call, Duration timeout) {
        if (settle != null && settle.multipliedBy(3).compareTo(timeout.multipliedBy(4)) < 0) {
            findings.error(
                    call.line("timeout"),
                    "the timeout of " + kamelet.value(call, "timeout", values)
                            + " is too long for the route's settle: a label could be bought twice",
                    "let settle of carrier-label-source be a third longer than timeout");
        }
    }

    private Optional<Duration> duration(Kamelet kamelet, Endpoint endpoint, String name) {
        try {
            return Optional.of(Settings.parseDuration(kamelet.value(endpoint, name, values)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // found by the check of the parameter itself
        }
    }
}
