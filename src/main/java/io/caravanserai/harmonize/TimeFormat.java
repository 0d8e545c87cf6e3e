package io.caravanserai.harmonize;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one way of writing a time; null when the text is not written so. */
@FunctionalInterface
interface TimeFormat {
    /** Names that stand for more than one pattern. */
    List<String> NAMES = List.of("iso", "epoch_millis", "epoch_seconds");

    /** ISO 8601 and its relatives, also without offset or time. */
    TimeFormat ISO = IsoTime::parse;

    /** UN/EDIFACT 2379: the format codes of DTM that mean a moment (D.04A code list). */
    Map<String, String> EDIFACT = Map.ofEntries(
            Map.entry("101", "yyMMdd"),
            Map.entry("102", "yyyyMMdd"),
            Map.entry("201", "yyMMddHHmm"),
            Map.entry("202", "yyMMddHHmmss"),
            Map.entry("203", "yyyyMMddHHmm"),
            Map.entry("204", "yyyyMMddHHmmss"),
            Map.entry("205", "yyyyMMddHHmmX"),
            Map.entry("303", "yyyyMMddHHmmz"),
            Map.entry("304", "yyyyMMddHHmmssz"));

    @Nullable
    TimeParts parse(String text);

    /**
     * A named format or a pattern of y M d H h m s S a X and MMM.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static TimeFormat of(String name) {
        return switch (name) {
            case "iso" -> ISO;
            case "epoch_millis" -> text -> epoch(text, 1);
            case "epoch_seconds" -> text -> epoch(text, 1000);
            default -> TimePattern.of(name);
        };
    }

    private static @Nullable TimeParts epoch(String text, long factor) {
        try {
            OffsetDateTime time = Instant.ofEpochMilli(Math.multiplyExact(Long.parseLong(text), factor))
                    .atOffset(ZoneOffset.UTC);
            return new TimeParts(time.toLocalDate(), time.toLocalTime(), ZoneOffset.UTC);
        } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
            return null;
        }
    }
}
