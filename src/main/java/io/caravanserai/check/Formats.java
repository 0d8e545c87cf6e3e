package io.caravanserai.check;

import io.caravanserai.budget.Rate;
import io.caravanserai.config.Settings;
import io.caravanserai.harmonize.EventCode;
import io.caravanserai.harmonize.EventCodes;
import io.caravanserai.intake.ReadErrors;
import io.caravanserai.intake.StatusIntervals;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.Suggest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What values of a parameter must look like, by the format that its Kamelet gives. */
final class Formats {
    private final Set<String> statuses = new TreeSet<>(Set.of(StatusIntervals.UNKNOWN, StatusIntervals.ENDED));
    private final boolean codesKnown;

    private Formats(Set<String> statuses, boolean codesKnown) {
        this.statuses.addAll(statuses);
        this.codesKnown = codesKnown;
    }

    /**
     * @param mappings the folder edi-mappings/; a fault in its list of event codes is found elsewhere
     */
    static Formats of(Path mappings) {
        Set<String> statuses = new TreeSet<>();
        try {
            Path codes = mappings.resolve("harmonized").resolve("event-codes.csv");
            for (EventCode code : EventCodes.load(codes).all()) {
                for (int end = code.key().length(); end > 0; end = code.key().lastIndexOf('/', end - 1)) {
                    statuses.add(code.key().substring(0, end));
                }
            }
            return new Formats(statuses, true);
        } catch (MappingException e) {
            return new Formats(statuses, false);
        }
    }

    /** What is wrong with a value and what to write, or empty when it is good. */
    Optional<String> fault(String format, String value) {
        try {
            return switch (format) {
                case "call-rate" -> {
                    Rate.parse(value);
                    yield Optional.empty();
                }
                case "duration" -> duration(value);
                case "error-statuses" -> {
                    ReadErrors.parse(value);
                    yield Optional.empty();
                }
                case "status-intervals" -> unknownStatus(StatusIntervals.parse(value));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> duration(String value) {
        try {
            Settings.parseDuration(value);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("it must be a duration such as 500ms, 15s, 2m, 1h or 3d");
        }
    }

    private Optional<String> unknownStatus(StatusIntervals intervals) {
        return intervals.byStatus().keySet().stream()
                .filter(status -> codesKnown && !statuses.contains(status))
                .sorted()
                .findFirst()
                .map(status -> "'" + status + "' is no status" + hint(status));
    }

    /** People leave the milestone away. */
    private String hint(String status) {
        return statuses.stream()
                .filter(known -> known.endsWith("/" + status))
                .findFirst()
                .or(() -> Suggest.closest(status, statuses))
                .map(close -> "; did you mean '" + close + "'?")
                .orElse("; see edi-mappings/harmonized/event-codes.csv");
    }
}
