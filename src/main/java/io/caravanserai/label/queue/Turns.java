package io.caravanserai.label.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose work is next: first what can still make today's collection, then what has priority; among equals customers take
 * turns, whatever each has waiting (every work is one call, so this is deficit round robin with a quantum of one).
 */
final class Turns {
    private static final Comparator<LabelWork> WITHIN_LINE = Comparator.comparingInt(LabelWork::priority)
            .reversed()
            .thenComparing(LabelWork::createdAt)
            .thenComparing(LabelWork::id);

    private final CutOffs cutOffs;
    private final Priorities priorities;
    /** What waits of one customer by one service is in an order of its own: only the first of each need be compared. */
    private final Map<Line, Queue<LabelWork>> lines = new HashMap<>();

    private final Map<String, Long> lastServed = new HashMap<>();
    private long served;

    private record Line(String customer, String service) {
        static Line of(LabelWork work) {
            return new Line(work.customer(), work.service());
        }
    }

    Turns(CutOffs cutOffs, Priorities priorities) {
        this.cutOffs = cutOffs;
        this.priorities = priorities;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Replaces what waits; the turns that customers had are remembered. */
    void fill(Collection<LabelWork> work) {
        lines.clear();
        work.forEach(one -> lines.computeIfAbsent(Line.of(one), line -> new PriorityQueue<>(WITHIN_LINE))
                .add(one));
        Set<String> customers = work.stream().map(LabelWork::customer).collect(Collectors.toSet());
        lastServed.keySet().retainAll(customers);
    }

    /** Takes the next. */
    Optional<LabelWork> take(long now) {
        List<String> open = cutOffs.open(now);
        Optional<LabelWork> next = lines.values().stream()
                .map(Queue::element)
                .min(Comparator.<LabelWork>comparingInt(work -> cutOffs.urgency(work.service(), open))
                        .thenComparing(this::priority, Comparator.reverseOrder())
                        .thenComparing(work -> lastServed.getOrDefault(work.customer(), 0L))
                        .thenComparing(LabelWork::createdAt)
                        .thenComparing(LabelWork::id));
        next.ifPresent(this::remove);
        return next;
    }

    /** The next that {@link #take} would give, at most so many; they stay until {@link #took}. */
    List<LabelWork> next(long now, int most) {
        Turns copy = new Turns(cutOffs, priorities);
        lines.forEach((line, works) -> copy.lines.put(line, new PriorityQueue<>(works)));
        copy.lastServed.putAll(lastServed);
        copy.served = served;
        List<LabelWork> next = new ArrayList<>();
        while (next.size() < most && !copy.isEmpty()) {
            copy.take(now).ifPresent(next::add);
        }
        return next;
    }

    /** These of {@link #next} need wait no more. */
    void took(List<LabelWork> works) {
        works.forEach(this::remove);
    }

    private void remove(LabelWork work) {
        Line line = Line.of(work);
        lines.computeIfPresent(line, (key, works) -> {
            works.remove(work);
            return works.isEmpty() ? null : works;
        });
        lastServed.put(work.customer(), ++served);
    }

    private int priority(LabelWork work) {
        return work.priority() + priorities.of(work.service());
    }
}
