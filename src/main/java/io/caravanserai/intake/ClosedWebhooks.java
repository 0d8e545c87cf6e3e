package io.caravanserai.intake;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Webhooks that answer 503 until their secret is set: most hubs use a few of the carriers there are routes for. */
public final class ClosedWebhooks {
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    void closed(String carrier, String secret) {
        secrets.put(carrier, secret);
    }

    void open(String carrier) {
        secrets.remove(carrier);
    }

    /** Where each one's secret should be, {@code env:NAME} or {@code file:/path}, by carrier. */
    public Map<String, String> list() {
        return new TreeMap<>(secrets);
    }

    /** {@code bring (env:BRING_WEBHOOK_TOKEN), ups (env:UPS_WEBHOOK_CREDENTIAL)}; empty when all are open. */
    @Override
    public String toString() {
        return list().entrySet().stream()
                .map(one -> one.getKey() + " (" + one.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
