package io.caravanserai.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/** What spans of the stages between topics say, by OpenTelemetry's conventions for messaging. */
public final class KafkaSpans {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<String> CARRIER = AttributeKey.stringKey("caravanserai.carrier");

    private KafkaSpans() {}

    /**
     * @param topic without the prefix of a cluster
     * @param message id of the carrier's message
     */
    public static Attributes of(String topic, String carrier, String message) {
        return Attributes.of(SYSTEM, "kafka", TOPIC, topic, CARRIER, carrier, MESSAGE, message);
    }
}
