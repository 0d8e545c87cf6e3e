package io.caravanserai.label.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose work is next: first what can still make today's collection, then what has priority; among equals customers take
 * turns, whatever each has waiting (every work is one call, so this is deficit round robin with a quantum of one).
 */
final class Turns {
    private final CutOffs cutOffs;
    private final Priorities priorities;
    private final List<LabelWork> waiting = new ArrayList<>();
    private final Map<String, Long> lastServed = new HashMap<>();
    private long served;

    Turns(CutOffs cutOffs, Priorities priorities) {
        this.cutOffs = cutOffs;
        this.priorities = priorities;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Replaces what waits; the turns that customers had are remembered. */
    void fill(List<LabelWork> work) {
        waiting.clear();
        waiting.addAll(work);
        Set<String> customers = work.stream().map(LabelWork::customer).collect(Collectors.toSet());
        lastServed.keySet().retainAll(customers);
    }

    /** Takes the next. */
    Optional<LabelWork> take(long now) {
        List<String> open = cutOffs.open(now);
        Optional<LabelWork> next = waiting.stream()
                .min(Comparator.<LabelWork>comparingInt(work -> cutOffs.urgency(work.service(), open))
                        .thenComparing(this::priority, Comparator.reverseOrder())
                        .thenComparing(work -> lastServed.getOrDefault(work.customer(), 0L))
                        .thenComparing(LabelWork::createdAt)
                        .thenComparing(LabelWork::id));
        next.ifPresent(work -> {
            waiting.remove(work);
            lastServed.put(work.customer(), ++served);
        });
        return next;
    }

    private int priority(LabelWork work) {
        return work.priority() + priorities.of(work.service());
    }
}
