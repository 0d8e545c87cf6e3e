package io.caravanserai.tryout;

import io.caravanserai.harmonize.FieldOrigin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a payload that was tried.
 *
 * @param format as which it was read
 * @param segments the payload for the eye: EDI segment by segment in words, else line by line
 * @param events what the mapping makes of it
 * @param warnings what to know, and what could not be read
 * @param unmapped codes without a row
 * @param codes the code table that was used
 * @param problems why the mapping or the code table cannot be used; then there are no events
 * @param summary in a few words
 * @param finding whether something was unreadable or a code has no row
 */
public record Tried(
        String carrier,
        String format,
        List<Segment> segments,
        List<Event> events,
        List<Note> warnings,
        List<Unmapped> unmapped,
        String codes,
        List<String> problems,
        String summary,
        boolean finding) {
    public Tried {
        segments = List.copyOf(segments);
        events = List.copyOf(events);
        warnings = List.copyOf(warnings);
        unmapped = List.copyOf(unmapped);
        problems = List.copyOf(problems);
    }

    /**
     * A segment, or a line.
     *
     * @param number from 1
     * @param tag of a segment; empty for a line
     * @param name what the segment is; empty when not known
     * @param text as it was sent
     * @param parts its elements in words
     * @param faults what is wrong with it
     */
    public record Segment(long number, String tag, String name, String text, List<String> parts, List<String> faults) {
        public Segment {
            parts = List.copyOf(parts);
            faults = List.copyOf(faults);
        }
    }

    /**
     * An event.
     *
     * @param event as in webhooks
     * @param mapping {@code file:line} that read it
     * @param codeRow {@code file:line} that translated its code; null when none did
     * @param fields which line of the mapping gives each field
     */
    public record Event(
            String carrierTrackingId,
            Map<?, ?> event,
            String mapping,
            @Nullable String codeRow,
            List<FieldOrigin> fields) {
        public Event {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A remark.
     *
     * @param kind fault, or what the warning is about
     * @param place where in the payload
     */
    public record Note(String kind, String place, String message) {}

    /**
     * A code without a row.
     *
     * @param row to be added, with milestone and code to be filled in
     */
    public record Unmapped(String code, String words, int count, String row) {}
}
