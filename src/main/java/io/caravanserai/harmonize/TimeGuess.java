package io.caravanserai.harmonize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How times seem to be written, told from examples.
 *
 * @param formats every format of a mapping that fits, likeliest first; two when day and month may be swapped
 * @param hasOffset whether each that fits tells its offset
 * @param hasTime whether they are more than dates
 */
public record TimeGuess(List<String> formats, boolean hasOffset, boolean hasTime) {
    private static final List<String> DATES = List.of(
            "dd.MM.yyyy",
            "dd/MM/yyyy",
            "MM/dd/yyyy",
            "dd-MM-yyyy",
            "yyyy/MM/dd",
            "d MMM yyyy",
            "dd-MMM-yyyy",
            "MMM d, yyyy");
    private static final List<String> CLOCKS = List.of("HH:mm:ss", "HH:mm", "h:mm a", "h:mm:ss a", "HHmmss", "HHmm");
    private static final double ENOUGH = 0.75;
    private static final List<String> CANDIDATES = candidates();

    public TimeGuess {
        formats = List.copyOf(formats);
    }

    private static List<String> candidates() {
        List<String> all = new ArrayList<>(List.of("iso", "yyyyMMddHHmmssX", "yyyyMMddHHmmss", "yyyyMMddHHmm"));
        for (String date : DATES) {
            CLOCKS.forEach(clock -> all.add(date + " " + clock));
            all.add(date + " HH:mm:ss X");
        }
        CLOCKS.forEach(clock -> all.add("yyyyMMdd " + clock));
        CLOCKS.forEach(clock -> all.add("yyyy-MM-dd " + clock));
        all.addAll(DATES);
        all.addAll(List.of("epoch_millis", "epoch_seconds"));
        return List.copyOf(all);
    }

    /**
     * The formats that read nearly all examples as times of this century, since carriers send some that are wrong; empty
     * when none does.
     */
    public static Optional<TimeGuess> of(Collection<String> examples) {
        List<String> fitting = CANDIDATES.stream()
                .filter(format -> read(format, examples).size() > examples.size() * ENOUGH)
                .toList();
        if (examples.isEmpty() || fitting.isEmpty()) {
            return Optional.empty();
        }
        String first = fitting.get(0);
        List<String> kept = fitting.stream()
                .filter(format -> format.equals(first) || isSwapped(first, format))
                .toList();
        List<TimeParts> parts = read(first, examples);
        return Optional.of(new TimeGuess(
                kept,
                parts.stream().allMatch(part -> part.offset() != null),
                parts.stream().anyMatch(part -> part.time() != null)));
    }

    private static boolean isSwapped(String format, String other) {
        return format.startsWith("dd/MM") && other.equals("MM/dd" + format.substring(5));
    }

    private static List<TimeParts> read(String format, Collection<String> examples) {
        TimeFormat pattern = TimeFormat.of(format);
        return examples.stream()
                .map(pattern::parse)
                .filter(Objects::nonNull)
                .filter(parts -> parts.date().getYear() >= 2000 && parts.date().getYear() < 2100)
                .toList();
    }
}
