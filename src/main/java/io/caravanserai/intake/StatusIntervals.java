package io.caravanserai.intake;

import io.caravanserai.config.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long after an answer a number is asked for again, by where its shipment stands: names are a milestone,
 * {@code milestone/code} or {@code milestone/code/sub_code} of the hub's event codes, {@link #UNKNOWN} or {@link #ENDED}.
 */
public record StatusIntervals(Map<String, Duration> byStatus) {
    /** A number about which nothing is known yet. */
    public static final String UNKNOWN = "unknown";

    /** One last look so long after the end of the journey; without it there is none. */
    public static final String ENDED = "ended";

    private static final Pattern PART = Pattern.compile("([a-z_]+(?:/[a-z_]+){0,2})\\s*=\\s*(\\w+)");

    public StatusIntervals {
        byStatus = Map.copyOf(byStatus);
    }

    /**
     * @param text such as {@code order=6h, delivery/out_for_delivery=10m}; blank for none
     * @throws IllegalArgumentException naming the part that is wrong
     */
    public static StatusIntervals parse(String text) {
        Map<String, Duration> intervals = new LinkedHashMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part.trim());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("intervals has '" + part.trim()
                        + "' but must be statuses and durations, such as order=6h, delivery/out_for_delivery=10m");
            }
            if (intervals.put(matcher.group(1), Settings.parseDuration(matcher.group(2))) != null) {
                throw new IllegalArgumentException("intervals names " + matcher.group(1) + " twice");
            }
        }
        return new StatusIntervals(intervals);
    }

    /** The interval of the most exact name there is. */
    Optional<Duration> of(@Nullable String status) {
        String name = status == null ? UNKNOWN : status;
        while (!byStatus.containsKey(name) && name.contains("/")) {
            name = name.substring(0, name.lastIndexOf('/'));
        }
        return Optional.ofNullable(byStatus.get(name));
    }
}
