package io.caravanserai.tryout;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.harmonize.Fault;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.UnmappedCode;
import io.caravanserai.harmonize.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of a file, whatever its size: counts of all, and as much of the rest as anybody reads. */
public final class TryResult {
    private static final int KEPT = 2_000;

    private final List<TrackingEvent> events = new ArrayList<>();
    private final Map<String, UnmappedCode> unmapped = new LinkedHashMap<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private long eventCount;
    private long faultCount;

    /** Takes what became of the file or of one part of it. */
    public void add(Harmonized part) {
        eventCount += part.events().size();
        part.events().stream().limit(KEPT - events.size()).forEach(events::add);
        part.events().forEach(event -> UnmappedCode.of(event)
                .ifPresent(code -> unmapped.merge(code.key(), code, UnmappedCode::and)));
        part.faults().forEach(this::add);
        part.warnings().stream()
                .filter(warning -> warning.kind() != Warning.Kind.UNMAPPED)
                .forEach(warning -> problem("warning: " + warning.place() + ": " + warning.message()));
    }

    private void add(Fault fault) {
        faultCount++;
        problem("fault: " + fault.place() + ": " + fault.reason());
    }

    private void problem(String line) {
        if (problems.size() < KEPT) {
            problems.add(line);
        }
    }

    /** The first events. */
    public List<TrackingEvent> events() {
        return List.copyOf(events);
    }

    /** Codes without a row, each once. */
    public List<UnmappedCode> unmapped() {
        return List.copyOf(unmapped.values());
    }

    /** Faults and warnings, each once, with place and next step. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** How many events there are, also those that are not kept. */
    public long eventCount() {
        return eventCount;
    }

    /** Whether something was unreadable or a code has no row. */
    public boolean isFinding() {
        return faultCount > 0 || !unmapped.isEmpty();
    }

    /** {@code 2 events, 1 unmapped code, 1 fault}. */
    public String summary() {
        return count(eventCount, "event")
                + (unmapped.isEmpty() ? "" : ", " + count(unmapped.size(), "unmapped code"))
                + (faultCount == 0 ? "" : ", " + count(faultCount, "fault"));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
