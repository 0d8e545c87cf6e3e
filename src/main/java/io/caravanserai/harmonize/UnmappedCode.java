package io.caravanserai.harmonize;

import io.caravanserai.event.CsvCell;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.event.TrackingEvent.Codes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A carrier code that no row of codes.csv explains.
 *
 * @param key as codes.csv writes it, parts joined by /
 * @param words what the carrier says about it; empty when it says nothing
 * @param count how often it came
 */
public record UnmappedCode(String key, String words, int count) {
    private static final int LONGEST = 80;

    /** The code of an event; empty when the event was understood. */
    public static Optional<UnmappedCode> of(TrackingEvent event) {
        Codes.Gluey hub = event.event().codes().gluey();
        if (!EventCodes.UNMAPPED.equals(hub.milestone() + "/" + hub.code())) {
            return Optional.empty();
        }
        Codes.Carrier carrier = event.event().codes().carrier();
        String key = (carrier.code() == null ? "" : carrier.code())
                + (carrier.subCode() == null ? "" : "/" + carrier.subCode());
        return Optional.of(new UnmappedCode(key, carrier.freetextDetail() == null ? "" : carrier.freetextDetail(), 1));
    }

    /** The codes of many events, each once, in the order they came first. */
    public static List<UnmappedCode> of(List<TrackingEvent> events) {
        Map<String, UnmappedCode> codes = new LinkedHashMap<>();
        events.forEach(event -> of(event).ifPresent(code -> codes.merge(code.key(), code, UnmappedCode::and)));
        return List.copyOf(codes.values());
    }

    /** The same code met again. */
    public UnmappedCode and(UnmappedCode more) {
        return new UnmappedCode(key, words.isEmpty() ? more.words : words, count + more.count);
    }

    /**
     * A row for codes.csv with milestone and code left to fill in; a code is never guessed. The key is as the carrier
     * writes it, or it would not be found; its words are for people alone.
     */
    public String row() {
        return "," + field(key) + ",,,,," + field(CsvCell.asText(words));
    }

    /** By RFC 4180, on one line. */
    private static String field(String value) {
        String line = value.replaceAll("\\p{Cc}+", " ").strip();
        String cut = line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
        return cut.matches("[^,\"#]*") ? cut : '"' + cut.replace("\"", "\"\"") + '"';
    }
}
