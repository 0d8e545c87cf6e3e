package io.caravanserai.intake;

import io.caravanserai.budget.CallBudget;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The calls to make now, each a list of tracking numbers, until no number is due or no call may be made. */
final class PollCalls implements Iterator<List<String>> {
    private static final int MAX_CALLS = 1000;
    /** So many calls are planned at once; the claim outlasts them even when each runs into its timeout. */
    private static final int CALLS_AHEAD = 10;

    private static final Duration CLAIM = Duration.ofMinutes(15);

    private final PollTargets targets;
    private final CallBudget budget;
    private final int batch;
    private final BooleanSupplier allowed;
    private final Deque<List<String>> planned = new ArrayDeque<>();
    private int made;
    private boolean ended;
    private List<String> next = List.of();

    /**
     * @param batch most numbers in one call
     * @param allowed whether calls may be made at all, asked before each
     */
    PollCalls(PollTargets targets, CallBudget budget, int batch, BooleanSupplier allowed) {
        this.targets = targets;
        this.budget = budget;
        this.batch = batch;
        this.allowed = allowed;
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty() && !ended) {
            next = nextCall();
            // the split asks again after the end: that must not claim anything
            ended = next.isEmpty();
        }
        return !next.isEmpty();
    }

    @Override
    public List<String> next() {
        List<String> call = next;
        next = List.of();
        return call;
    }

    private List<String> nextCall() {
        if (planned.isEmpty() && made < MAX_CALLS && allowed.getAsBoolean()) {
            planned.addAll(calls(targets.take(batch * CALLS_AHEAD, CLAIM)));
        }
        // a call is taken from the budget only when there is something to ask
        if (!planned.isEmpty() && allowed.getAsBoolean() && budget.call()) {
            made++;
            return planned.remove();
        }
        planned.forEach(targets::giveBack);
        planned.clear();
        return List.of();
    }

    private List<List<String>> calls(List<PollTargets.Target> due) {
        List<List<String>> calls = new ArrayList<>();
        List<String> together = new ArrayList<>();
        for (PollTargets.Target target : due) {
            if (target.alone()) {
                calls.add(List.of(target.number()));
            } else {
                together.add(target.number());
            }
        }
        for (int from = 0; from < together.size(); from += batch) {
            calls.add(List.copyOf(together.subList(from, Math.min(together.size(), from + batch))));
        }
        return calls;
    }
}
