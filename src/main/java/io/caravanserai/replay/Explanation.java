package io.caravanserai.replay;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.TrackingEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What made an event.
 *
 * @param verdict what the mapping of now makes of the raw message
 * @param words the same for people
 * @param mapping the document of the mapping that read it, as it was kept with the event
 * @param codeRow the row that translated its code then; null when there was none
 * @param fields the lines of now that give each field; empty unless the mapping of now makes the event
 * @param differences what the mapping of now says otherwise
 * @param raw what the carrier sent; null when it is kept no more
 */
public record Explanation(
        String eventId,
        String carrierId,
        String carrierTrackingId,
        Verdict verdict,
        String words,
        Place mapping,
        @Nullable Place codeRow,
        List<Field> fields,
        List<Change> differences,
        TrackingEvent.Origin origin,
        String receivedUtc,
        @Nullable Raw raw) {
    public Explanation {
        fields = List.copyOf(fields);
        differences = List.copyOf(differences);
    }

    /** How the mapping of now stands to a kept event. */
    public enum Verdict {
        /** It makes the same of the raw message. */
        SAME,
        /** It makes something else of it. */
        CHANGED,
        /** It makes no such event any more. */
        GONE,
        /** The raw message is not kept any more, so nothing can be compared. */
        NO_RAW
    }

    /**
     * A line of a file that people edit.
     *
     * @param at {@code file:line}
     * @param text what stands there now; null when the line cannot be read
     */
    public record Place(String at, @Nullable String text) {}

    /** A field of the event with the line of the mapping that gives it. */
    public record Field(String field, String value, Place line) {}

    /** A field on which the kept event and the mapping of now differ; null where one of them has none. */
    public record Change(String field, @Nullable String kept, @Nullable String now) {}

    /**
     * What the carrier sent.
     *
     * @param size bytes
     * @param text its beginning as text
     */
    public record Raw(InboundMessage.Source source, @Nullable String contentType, long size, String text) {}
}
