package io.caravanserai.attention;

import io.caravanserai.figure.Silence;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Carriers that have said nothing for longer than they ever do. */
final class SilentCarriers implements Matters {
    private final Silence silence;

    SilentCarriers(Silence silence) {
        this.silence = silence;
    }

    @Override
    public Kind kind() {
        return Kind.SILENT;
    }

    @Override
    public long count() {
        return silence.now().size();
    }

    @Override
    public List<Listed> list(int limit, String before) {
        return silence.now().stream()
                .filter(silent -> silent.carrier().compareTo(before) > 0)
                .sorted(Comparator.comparing(Silence.Silent::carrier))
                .limit(limit)
                .map(silent -> new Listed(matter(silent), silent.carrier()))
                .toList();
    }

    private Matter matter(Silence.Silent silent) {
        return new Matter(
                kind(),
                silent.carrier(),
                silent.carrier(),
                "Nothing new has come from " + silent.carrier() + " for " + hours(silent.length())
                        + ". Within the last week it was never silent for more than " + hours(silent.usual()) + ".",
                "Its shipments stand still for customers, and nobody knows whether that is so.",
                "Look whether its route runs and its server is reached (Flow), then ask the carrier.",
                silent.since(),
                silent.since(),
                1,
                Map.of("carrier", silent.carrier()));
    }

    private static String hours(Duration span) {
        long hours = Math.max(1, span.toHours());
        return hours == 1 ? "an hour" : hours + " hours";
    }
}
