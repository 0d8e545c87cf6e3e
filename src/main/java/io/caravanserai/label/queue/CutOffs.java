package io.caravanserai.label.queue;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Until when labels of a service must be made to leave with today's collection. Written as
 * {@code express=19:30 *=17:00 mon-fri Europe/Berlin}: services with times, {@code *} for all others, the days of
 * collection and the zone of the times.
 */
public record CutOffs(Map<String, LocalTime> times, Set<DayOfWeek> days, ZoneId zone) {
    /** No service has one. */
    public static final CutOffs NONE = new CutOffs(Map.of(), Set.of(), ZoneId.of("UTC"));

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    public CutOffs {
        times = Map.copyOf(times);
        days = Set.copyOf(days);
    }

    /**
     * @param text empty for none
     * @throws IllegalArgumentException naming the word that is wrong
     */
    public static CutOffs parse(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        String[] words = text.trim().split("\\s+", -1);
        if (words.length < 3) {
            throw wrong(text, "services, days and zone are needed");
        }
        Map<String, LocalTime> times = new HashMap<>();
        try {
            for (int i = 0; i < words.length - 2; i++) {
                String[] pair = words[i].split("=", 2);
                if (pair.length < 2 || pair[0].isEmpty()) {
                    throw wrong(text, "'" + words[i] + "' is no service=time");
                }
                times.put(pair[0], LocalTime.parse(pair[1]));
            }
            return new CutOffs(times, days(text, words[words.length - 2]), ZoneId.of(words[words.length - 1]));
        } catch (DateTimeException e) {
            throw wrong(text, String.valueOf(e.getMessage()));
        }
    }

    private static Set<DayOfWeek> days(String text, String word) {
        String[] ends = word.toLowerCase(Locale.ROOT).split("-", 2);
        int from = DAYS.indexOf(ends[0]);
        int to = DAYS.indexOf(ends[ends.length - 1]);
        if (from < 0 || to < from) {
            throw wrong(text, "'" + word + "' are no days");
        }
        return EnumSet.range(DayOfWeek.of(from + 1), DayOfWeek.of(to + 1));
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException(
                "cutOff '" + text + "': " + why + "; write express=19:30 *=17:00 mon-fri Europe/Berlin");
    }

    /**
     * Services that can still make today's collection, the first to close first; {@code *} stands for all that are not
     * named in {@link #times}.
     */
    List<String> open(long now) {
        ZonedDateTime local = ZonedDateTime.ofInstant(Instant.ofEpochMilli(now), zone);
        if (!days.contains(local.getDayOfWeek())) {
            return List.of();
        }
        List<Map.Entry<String, LocalTime>> open = new ArrayList<>();
        times.entrySet().stream()
                .filter(entry -> local.toLocalTime().isBefore(entry.getValue()))
                .forEach(open::add);
        open.sort(Map.Entry.<String, LocalTime>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        return open.stream().map(Map.Entry::getKey).toList();
    }

    /** 0 for the service that closes first today; those that have no cut-off or missed it come last. */
    int urgency(String service, List<String> open) {
        int at = open.indexOf(times.containsKey(service) ? service : "*");
        return at < 0 ? open.size() : at;
    }
}
