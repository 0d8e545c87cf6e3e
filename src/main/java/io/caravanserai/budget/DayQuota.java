package io.caravanserai.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * At most so many calls from one reset to the next, at a time of day in a zone. Where clocks skip that time the day
 * begins after the gap, where it comes twice at the first.
 */
record DayQuota(long calls, LocalTime reset, ZoneId zone) implements Limit {
    @Override
    public String counter() {
        return "quota/" + reset + "/" + zone;
    }

    @Override
    public long freeAt(NavigableMap<Long, Long> count, long now) {
        return used(count, now) < calls ? now : start(day(now).plusDays(1));
    }

    @Override
    public NavigableMap<Long, Long> plusCall(NavigableMap<Long, Long> count, long now) {
        NavigableMap<Long, Long> after = new TreeMap<>();
        after.put(start(day(now)), used(count, now) + 1);
        return after;
    }

    /** The day on which the present quota began. */
    private LocalDate day(long now) {
        LocalDate today =
                ZonedDateTime.ofInstant(Instant.ofEpochMilli(now), zone).toLocalDate();
        return start(today) <= now ? today : today.minusDays(1);
    }

    private long start(LocalDate day) {
        return day.atTime(reset).atZone(zone).toInstant().toEpochMilli();
    }

    @Override
    public long used(NavigableMap<Long, Long> count, long now) {
        return count.getOrDefault(start(day(now)), 0L);
    }

    @Override
    public long most() {
        return calls;
    }

    @Override
    public String text() {
        return "quota " + calls + "/d reset " + reset + " " + zone;
    }
}
