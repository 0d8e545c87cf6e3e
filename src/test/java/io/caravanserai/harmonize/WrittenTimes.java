package io.caravanserai.harmonize;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a human finds in the bare text of a payload: which times are written there, without any mapping. It shares no
 * code with what it judges.
 */
record WrittenTimes(String text) {
    private static final Pattern WITH_OFFSET = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d(?::\\d\\d)?)(\\.\\d+)?( ?)(Z|[+-]\\d\\d:?\\d\\d)(?!\\d)");
    private static final Pattern EPOCH = Pattern.compile("(?<![\\d.])1\\d{9}(\\d{3})?(?![\\d.])");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter MONTH_NAME = new DateTimeFormatterBuilder()
            .appendText(ChronoField.MONTH_OF_YEAR, java.time.format.TextStyle.SHORT)
            .toFormatter(Locale.ENGLISH);

    /** Instants given with an offset in one piece, or as seconds or milliseconds since 1970. */
    List<OffsetDateTime> withOffset() {
        List<OffsetDateTime> found = new ArrayList<>();
        Matcher written = WITH_OFFSET.matcher(text);
        while (written.find()) {
            found.add(parse(written));
        }
        Matcher epoch = EPOCH.matcher(text);
        while (epoch.find()) {
            long number = Long.parseLong(epoch.group());
            long seconds = epoch.group(1) == null ? number : Math.floorDiv(number, 1000);
            found.add(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC).atOffset(ZoneOffset.UTC));
        }
        return found;
    }

    /** Whether this date is written in any of the usual orders. */
    boolean hasDate(LocalDateTime time) {
        String month = MONTH_NAME.format(time);
        return Stream.of(
                                "uuuu-MM-dd",
                                "uuuuMMdd",
                                "uuMMdd",
                                "ddMMuuuu",
                                "dd.MM.uuuu",
                                "dd/MM/uuuu",
                                "MM/dd/uuuu",
                                "M/d/uuuu",
                                "d/M/uuuu")
                        .map(pattern -> DateTimeFormatter.ofPattern(pattern).format(time))
                        .anyMatch(text::contains)
                || Pattern.compile(time.getDayOfMonth() + "\\w* " + month + "\\w*,? " + time.getYear())
                        .matcher(text)
                        .find()
                || Pattern.compile(month + "\\w* 0?" + time.getDayOfMonth() + "\\w*,? " + time.getYear())
                        .matcher(text)
                        .find();
    }

    /** Whether this time of day is written with 24 or 12 hours. */
    boolean hasClock(LocalDateTime time) {
        String twelve = DateTimeFormatter.ofPattern("h:mm").format(time);
        String half = time.getHour() < 12 ? "a" : "p";
        return Stream.of("HH:mm", "HHmm", "HH.mm")
                        .map(pattern -> DateTimeFormatter.ofPattern(pattern).format(time))
                        .anyMatch(text::contains)
                || Pattern.compile("\\b0?" + twelve + "(:\\d\\d)?\\s*" + half + "\\.?m", Pattern.CASE_INSENSITIVE)
                        .matcher(text)
                        .find();
    }

    /** Whether this offset is written anywhere, as {@code +01:00}, {@code +0100}, {@code +01} or, of UTC, {@code Z}. */
    boolean hasOffset(ZoneOffset offset) {
        String hours = offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
        return text.contains(hours)
                || text.contains(hours.replace(":", ""))
                || text.contains(hours.substring(0, 3))
                || (offset.equals(ZoneOffset.UTC)
                        && Pattern.compile("\\dZ|UTC|GMT").matcher(text).find());
    }

    /** Whether this is what an X12 time code (data element 623, such as ES or PD) in the text stands for. */
    boolean hasX12Code(ZoneOffset offset) {
        Map<String, Integer> standard = Map.of("N", -210, "T", -240, "E", -300, "C", -360, "M", -420, "P", -480);
        return text.startsWith("ISA")
                && standard.entrySet().stream()
                        .anyMatch(zone -> holds(zone.getKey() + "S", zone.getValue(), offset)
                                || holds(zone.getKey() + "D", zone.getValue() + 60, offset)
                                || holds("UT", 0, offset));
    }

    /** Whether this is what the name of a zone in the text stands for. */
    boolean hasZoneName(ZoneOffset offset) {
        return Map.of("WEST", 60, "CET", 60, "CEST", 120, "EET", 120, "EEST", 180).entrySet().stream()
                .anyMatch(zone -> holds(zone.getKey(), zone.getValue(), offset));
    }

    private boolean holds(String code, int minutes, ZoneOffset offset) {
        return offset.getTotalSeconds() == minutes * 60
                && Pattern.compile("[^A-Z]" + code + "[^A-Z0-9]").matcher(text).find();
    }

    /** The same text with every time that has an offset written as the same instant elsewhere. */
    WrittenTimes rewritten(Function<OffsetDateTime, ZoneOffset> elsewhere) {
        return new WrittenTimes(WITH_OFFSET.matcher(text).replaceAll(found -> {
            OffsetDateTime time = parse(found);
            if (found.group(5).equals("Z") && time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                // so writes a JavaScript program a day
                return found.group();
            }
            OffsetDateTime moved = time.withOffsetSameInstant(elsewhere.apply(time));
            String written = SECONDS.format(moved);
            String clock = found.group(2).length() == 5 ? written.substring(0, 16) : written;
            String fraction = found.group(3) == null ? "" : found.group(3);
            String offset = moved.getOffset().equals(ZoneOffset.UTC)
                    ? "+00:00"
                    : moved.getOffset().getId();
            return clock + fraction + found.group(4) + offset;
        }));
    }

    private static OffsetDateTime parse(MatchResult found) {
        String clock = found.group(2).length() == 5 ? found.group(2) + ":00" : found.group(2);
        String offset = found.group(5);
        LocalDateTime local = LocalDateTime.parse(found.group(1) + "T" + clock);
        try {
            return local.atOffset(ZoneOffset.of(offset));
        } catch (DateTimeException e) {
            throw new AssertionError(found.group(), e);
        }
    }
}
