package io.caravanserai.budget;

import io.caravanserai.config.Settings;
import io.caravanserai.mapping.Suggest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a carrier allows an account: one or more limits, all of which hold. Written as
 * {@code 5/s burst 10; rolling 500/10m; quota 1000/d reset 00:00 Europe/Berlin; spacing 200ms}.
 */
public record Rate(List<Limit> limits) {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final long MOST = 1_000_000_000;

    public Rate {
        limits = List.copyOf(limits);
        if (limits.isEmpty()) {
            throw new IllegalArgumentException("a rate needs at least one limit");
        }
        if (limits.stream().map(Limit::counter).distinct().count() < limits.size()) {
            throw new IllegalArgumentException("two limits of one kind: keep the stricter one");
        }
    }

    /**
     * Reads a rate; limits are separated by {@code ;} or {@code ,}.
     *
     * @throws IllegalArgumentException naming the part that is wrong and what it may be
     */
    public static Rate parse(String text) {
        List<Limit> limits = new ArrayList<>();
        for (String part : text.split("[;,]", -1)) {
            try {
                limits.add(limit(part.trim().split("\\s+", -1)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IllegalArgumentException("rate '" + text + "': " + wrong(part.trim(), e), e);
            }
        }
        try {
            return new Rate(limits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rate '" + text + "': " + e.getMessage(), e);
        }
    }

    private static String wrong(String part, RuntimeException cause) {
        return "'" + part + "' is no limit (" + cause.getMessage() + "); write 5/s, 250/10s burst 10, rolling 500/10m, "
                + "quota 1000/d reset 00:00 Europe/Berlin or spacing 200ms";
    }

    private static Limit limit(String[] words) {
        return switch (words[0]) {
            case "rolling" -> {
                expect(words, 2, 2);
                yield new RollingWindow(calls(words[1]), period(words[1]));
            }
            case "quota" -> quota(words);
            case "spacing" -> {
                expect(words, 2, 2);
                yield new Spacing(positive(words[1]));
            }
            default -> bucket(words);
        };
    }

    private static Limit bucket(String[] words) {
        if (!words[0].isEmpty() && !Character.isDigit(words[0].charAt(0))) {
            throw new IllegalArgumentException(
                    "unknown word " + words[0] + Suggest.hint(words[0], List.of("rolling", "quota", "spacing")));
        }
        expect(words, 1, 3);
        long calls = calls(words[0]);
        return new TokenBucket(calls, period(words[0]), words.length == 1 ? calls : count(word(words, "burst", 1)));
    }

    private static Limit quota(String[] words) {
        expect(words, 2, 5);
        if (!period(words[1]).equals(Duration.ofDays(1))) {
            throw new IllegalArgumentException("a quota is per day; for another time use rolling");
        }
        LocalTime reset = words.length == 2 ? LocalTime.MIDNIGHT : LocalTime.parse(word(words, "reset", 2));
        return new DayQuota(calls(words[1]), reset, ZoneId.of(words.length < 5 ? "UTC" : words[4]));
    }

    /** The word after a fixed one. */
    private static String word(String[] words, String fixed, int at) {
        if (!words[at].equals(fixed) || words.length < at + 2) {
            throw new IllegalArgumentException("'" + fixed + "' and its value should follow");
        }
        return words[at + 1];
    }

    private static void expect(String[] words, int least, int most) {
        if (words.length < least || words.length > most) {
            throw new IllegalArgumentException("too " + (words.length < least ? "few" : "many") + " words");
        }
    }

    private static long calls(String rate) {
        return count(rate.split("/", 2)[0]);
    }

    private static Duration period(String rate) {
        String[] parts = rate.split("/", 2);
        if (parts.length < 2 || parts[1].isEmpty()) {
            throw new IllegalArgumentException("calls per period are missing");
        }
        return positive(Character.isDigit(parts[1].charAt(0)) ? parts[1] : "1" + parts[1]);
    }

    private static Duration positive(String text) {
        Duration duration = Settings.parseDuration(text);
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(text + " is not between 1ms and 366d");
        }
        return duration;
    }

    private static long count(String text) {
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) < 1 || Long.parseLong(text) > MOST) {
            throw new IllegalArgumentException("'" + text + "' is no number from 1 to " + MOST);
        }
        return Long.parseLong(text);
    }

    /** A period as written after the slash: without the number when it is one. */
    static String period(Duration period) {
        String length = length(period);
        return length.matches("1[a-z]+") ? length.substring(1) : length;
    }

    /** A duration in its largest unit without a rest. */
    static String length(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        }
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    /** The rate as {@link #parse} reads it. */
    public String text() {
        return limits.stream().map(Limit::text).collect(Collectors.joining("; "));
    }
}
