package io.caravanserai.harmonize;

import io.caravanserai.event.TrackingEvent.Address;
import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.Scope;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way of finding a time in a document.
 *
 * @param pick the text of the time
 * @param utc the same moment in UTC, by which the offset is found; or null
 * @param formats tried in order
 * @param formatCode EDIFACT 2379 code that says the format instead; or null
 * @param zones tried in order when the time has no offset
 */
record TimeRule(
        Expression pick,
        @Nullable Expression utc,
        List<TimeFormat> formats,
        @Nullable Expression formatCode,
        List<ZoneRule> zones) {

    /** Noon: a date alone stays the same date in every zone within twelve hours. */
    private static final LocalTime DATE_ONLY = LocalTime.NOON;

    private static final int MAX_OFFSET = 18 * 3600;

    TimeRule {
        formats = List.copyOf(formats);
        zones = List.copyOf(zones);
    }

    /** Whether the payload has something for this rule. */
    <N> @Nullable String text(Scope<N> scope) {
        return pick.value(scope);
    }

    /** The moment of a text that {@link #text} gave; null when it is written in none of the formats. */
    <N> @Nullable Moment resolve(String text, Scope<N> scope, @Nullable Address address, Zones table) {
        TimeParts parts = parse(text, scope);
        if (parts == null) {
            return null;
        }
        LocalTime time = parts.time();
        boolean dateOnly = time == null;
        LocalDateTime local = parts.date().atTime(time == null ? DATE_ONLY : time);
        ZoneOffset offset = parts.offset();
        if (offset == null) {
            offset = byUtc(local, scope);
        }
        if (offset != null) {
            return new Moment(local.atOffset(offset), TimeBasis.OFFSET, dateOnly, null);
        }
        for (ZoneRule rule : zones) {
            ZoneRule.Choice choice = rule.choose(scope, address, table);
            if (choice != null) {
                return inZone(local, choice, dateOnly);
            }
        }
        return new Moment(
                local.atOffset(ZoneOffset.UTC),
                TimeBasis.UNKNOWN,
                dateOnly,
                "the time has no offset and no zone rule applies; it is shown as if it were UTC");
    }

    private <N> @Nullable TimeParts parse(String text, Scope<N> scope) {
        String code = formatCode == null ? null : formatCode.value(scope);
        if (code != null) {
            String pattern = TimeFormat.EDIFACT.get(code);
            return pattern == null ? null : TimeFormat.of(pattern).parse(text);
        }
        for (int i = 0; i < formats.size(); i++) {
            TimeParts parts = formats.get(i).parse(text);
            if (parts != null) {
                return parts;
            }
        }
        return null;
    }

    private <N> @Nullable ZoneOffset byUtc(LocalDateTime local, Scope<N> scope) {
        String text = utc == null ? null : utc.value(scope);
        TimeParts parts = text == null ? null : parse(text, scope);
        if (parts == null || parts.time() == null) {
            return null;
        }
        ZoneOffset given = parts.offset() == null ? ZoneOffset.UTC : parts.offset();
        LocalDateTime inUtc = parts.date().atTime(parts.time()).minusSeconds(given.getTotalSeconds());
        long seconds = Duration.between(inUtc, local).toSeconds();
        long rounded =
                Math.round(seconds / 900.0) * 900; // offsets are whole quarters; the two clocks may differ a little
        return Math.abs(rounded) <= MAX_OFFSET ? ZoneOffset.ofTotalSeconds((int) rounded) : null;
    }

    private static Moment inZone(LocalDateTime local, ZoneRule.Choice choice, boolean dateOnly) {
        ZoneId zone = choice.zone();
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        String warning = null;
        if (change != null) {
            warning = change.isGap()
                    ? local + " does not exist in " + zone + " (clocks went forward); shifted forward"
                    : local + " happens twice in " + zone + " (clocks went back); the first one is taken";
        }
        return new Moment(local.atZone(zone).toOffsetDateTime(), choice.basis(), dateOnly, warning);
    }
}
