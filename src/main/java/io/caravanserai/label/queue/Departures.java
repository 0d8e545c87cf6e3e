package io.caravanserai.label.queue;

import io.caravanserai.budget.CallBudget;
import io.caravanserai.budget.Pace;
import io.caravanserai.budget.Rate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Calls that are begun in the store and wait for their moment. Moments that were counted one after the other may come
 * out of a slow commit together: so calls keep to the limits once more when they are made, and none goes before its
 * moment.
 */
final class Departures {
    private final Deque<Departure> waiting = new ArrayDeque<>();
    private final Optional<Pace> pace;
    private boolean closed;

    Departures(Optional<Rate> rate) {
        this.pace = rate.map(Pace::new);
    }

    /** Returns false when it is closed; then none is taken in. */
    synchronized boolean add(List<Departure> begun) {
        return !closed && (begun.isEmpty() || waiting.addAll(begun));
    }

    /** Takes the next whose moment has come. */
    synchronized Optional<Departure> leave(long now) {
        OptionalLong next = next(now);
        if (next.isEmpty() || next.getAsLong() > now) {
            return Optional.empty();
        }
        pace.ifPresent(calls -> calls.call(now));
        return Optional.of(waiting.remove());
    }

    /** When the next may be made; empty when none waits. */
    synchronized OptionalLong next(long now) {
        if (waiting.isEmpty()) {
            return OptionalLong.empty();
        }
        long moment = waiting.element().moment();
        // a moment far ahead was told by a clock that has been put back
        long due = moment > now + 2 * CallBudget.MOST_AHEAD.toMillis() ? now : Math.max(now, moment);
        return OptionalLong.of(pace.isPresent() ? pace.get().next(due) : due);
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Takes all that wait. */
    synchronized List<Departure> clear() {
        List<Departure> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** The same, and takes in none any more. */
    synchronized List<Departure> close() {
        closed = true;
        return clear();
    }
}
