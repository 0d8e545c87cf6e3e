package io.caravanserai.deadletter;

import io.caravanserai.event.InboundMessage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Raw carrier input that a stage gave up on.
 *
 * @param stage the step that gave up: {@code webhook}, {@code file}, {@code poll}, {@code harmonize}, ...
 * @param carrier carrier id
 * @param reason what is wrong and the next step; without anything that differs from one arrival to the next
 * @param place where in the input: line and column, segment, JSON path; empty when unknown
 * @param key ordering key that the message had or would have had
 * @param source where the bytes came from
 * @param contentType media type, or null
 * @param raw the untouched bytes
 */
public record DeadLetter(
        String stage,
        String carrier,
        String reason,
        String place,
        String key,
        InboundMessage.Source source,
        @Nullable String contentType,
        byte[] raw) {
    public DeadLetter {
        Objects.requireNonNull(stage, "dead letter: stage is required");
        Objects.requireNonNull(carrier, "dead letter: carrier is required");
        Objects.requireNonNull(raw, "dead letter: raw is required");
    }

    /** The same letter with reason and place in other words. */
    DeadLetter because(String words, String where) {
        return new DeadLetter(stage, carrier, words, where, key, source, contentType, raw);
    }

    /** A message that reached a later stage and failed there. */
    public static DeadLetter of(String stage, InboundMessage message, String reason, String place) {
        return new DeadLetter(
                stage,
                message.carrier(),
                reason,
                place,
                message.key(),
                message.source(),
                message.contentType(),
                message.body());
    }
}
