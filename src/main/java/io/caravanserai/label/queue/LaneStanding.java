package io.caravanserai.label.queue;

import io.caravanserai.budget.BudgetStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the queue of an account at a carrier stands, for operators.
 *
 * @param account null for labels that no account of the carrier makes now
 * @param node which works on it; null while none does
 * @param rate the limits, as written; null for none
 * @param limits how far each is used
 * @param pausedUntilUtc null while the carrier does not make it wait
 * @param waiting labels that are not made yet, without those under way
 * @param states of these and of those under way, by state
 * @param oldestUtc since when the oldest waits; null when none does
 * @param lastExpectedUtc when the last that waits now will be called for by the pace of the limits; null when none waits,
 *     or no node works on it
 * @param customers who waits, the most first
 */
public record LaneStanding(
        String carrierId,
        @Nullable String account,
        @Nullable String node,
        @Nullable String rate,
        List<BudgetStatus.Use> limits,
        @Nullable String pausedUntilUtc,
        @Nullable String pauseReason,
        long waiting,
        Map<String, Long> states,
        @Nullable String oldestUtc,
        @Nullable String lastExpectedUtc,
        List<Customer> customers) {
    public LaneStanding {
        limits = List.copyOf(limits);
        customers = List.copyOf(customers);
    }

    /** A customer's part of what waits. */
    public record Customer(String accountNumber, String name, long waiting) {}
}
