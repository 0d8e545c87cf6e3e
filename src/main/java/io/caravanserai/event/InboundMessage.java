package io.caravanserai.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One raw carrier message as kept on the topic {@code carrier.inbound}: the untouched bytes and where they came from.
 * A long file is cut into one message per transaction set or block of rows, so that memory stays bounded.
 *
 * @param v version of this JSON form, now 1
 * @param id unique id of this message (UUID)
 * @param carrier carrier id, the name of its folder in edi-mappings/
 * @param key ordering key inside the carrier: tracking number when cheaply known, else the file name or the id
 * @param receivedUtc ISO instant at which the hub had the bytes
 * @param source where the bytes came from
 * @param contentType media type as the carrier said, or null
 * @param body the raw bytes, base64 in JSON
 */
public record InboundMessage(
        int v,
        String id,
        String carrier,
        String key,
        String receivedUtc,
        Source source,
        @Nullable String contentType,
        byte[] body) {

    /** The version this build writes. */
    public static final int VERSION = 1;

    public InboundMessage {
        Objects.requireNonNull(id, "inbound message: id is required");
        Objects.requireNonNull(carrier, "inbound message: carrier is required");
        Objects.requireNonNull(body, "inbound message: body is required");
    }

    /**
     * Where raw bytes came from.
     *
     * @param kind {@code webhook}, {@code file} or {@code poll}
     * @param name request id of a webhook, path of a file, or what was asked of an API
     * @param offset byte offset of this part inside the file; 0 for a whole message
     * @param line line number (1-based) at which this part starts in a text file; 0 when meaningless
     */
    public record Source(String kind, String name, long offset, long line) {}

    /** Kafka key: one carrier's tracking number always meets the same partition. */
    public String topicKey() {
        return carrier + ":" + key;
    }
}
