package io.caravanserai.console;

import io.caravanserai.html.Html;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and sizes as people read them. */
public final class Plain {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Plain() {}

    /** Such as {@code 12,345}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 0.2}, {@code 17} or {@code 1,250}; what is not nothing never reads as nothing. */
    public static String rate(double perSecond) {
        if (perSecond <= 0) {
            return "0";
        }
        if (perSecond < 0.1) {
            return "< 0.1";
        }
        return String.format(Locale.ROOT, perSecond < 10 ? "%,.1f" : "%,.0f", perSecond);
    }

    /** Such as {@code 40 s}, {@code 3 min}, {@code 5 h} or {@code 2 d}, of the largest unit that fits. */
    public static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 90) {
            return seconds + " s";
        }
        if (seconds < 90 * 60) {
            return (seconds + 30) / 60 + " min";
        }
        if (seconds < 48 * 3600) {
            return (seconds + 1800) / 3600 + " h";
        }
        return number((seconds + 43_200) / 86_400) + " d";
    }

    /** Such as {@code 812 B}, {@code 1.4 kB} or {@code 20 MB}, of thousands. */
    public static String size(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < units.length - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit > 0 && size < 10 ? "%.1f %s" : "%.0f %s", size, units[unit]);
    }

    /** Begins a table that scrolls by itself where the screen is narrow, by keyboard too; closed by {@link #endTable}. */
    public static Html table(Html html, String label) {
        return html.open("div", "class", "table", "tabindex", "0", "role", "region", "aria-label", label)
                .constant("<table>");
    }

    public static Html endTable(Html html) {
        return html.constant("</table></div>");
    }

    /** Such as {@code 2026-11-20 09:15:00 UTC}. */
    public static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** {@code 3 min ago}, with the moment for whoever points at it and for programs. */
    public static Html ago(Instant at, Instant now) {
        String words =
                at.isAfter(now) ? "in " + span(Duration.between(now, at)) : span(Duration.between(at, now)) + " ago";
        return new Html().element("time", words, "datetime", at.toString(), "title", moment(at));
    }
}
