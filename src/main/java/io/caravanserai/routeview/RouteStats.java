package io.caravanserai.routeview;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What one route did since it was loaded; safe for many threads. */
public final class RouteStats {
    private final Timing whole = new Timing();
    private final LongAdder begun = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<String, Step> steps = new ConcurrentHashMap<>();
    private volatile long lastAt;
    private volatile @Nullable Failure failure;

    /**
     * A failure.
     *
     * @param at epoch milliseconds
     * @param reason without secrets
     */
    public record Failure(long at, String reason) {}

    /**
     * A step of the route that has no steps within.
     *
     * @param words what it is, for people
     */
    public record Step(String id, String words, Timing timing) {}

    /** A message, or a batch of them, came. */
    public void begun() {
        begun.increment();
    }

    /** It went well. */
    public void done(long nanos, long at) {
        whole.add(nanos);
        lastAt = at;
    }

    /** It did not, whatever became of it then. */
    public void failed(long nanos, long at, String reason) {
        done(nanos, at);
        failed.increment();
        failure = new Failure(at, reason);
    }

    /** What measures a step; the same for the same id. */
    public Timing step(String id, String words) {
        return steps.computeIfAbsent(id, any -> new Step(id, words, new Timing()))
                .timing();
    }

    Timing whole() {
        return whole;
    }

    long failures() {
        return failed.sum();
    }

    /** What is under way now. */
    long underWay() {
        return Math.max(0, begun.sum() - whole.count());
    }

    /** Epoch milliseconds; 0 before the first. */
    long lastAt() {
        return lastAt;
    }

    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Those that were done at least once, the one that took most of the time first. */
    List<Step> steps() {
        return steps.values().stream()
                .filter(step -> step.timing().count() > 0)
                .sorted(Comparator.comparingDouble((Step step) -> step.timing().totalMillis())
                        .reversed()
                        .thenComparing(Step::id))
                .toList();
    }
}
