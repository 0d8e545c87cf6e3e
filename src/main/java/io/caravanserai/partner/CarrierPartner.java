package io.caravanserai.partner;

import io.caravanserai.budget.BudgetStatus;
import io.caravanserai.intake.PollStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A carrier.
 *
 * @param mapped whether it has a mapping that works
 * @param contacts when it was heard of last, by what; the latest first
 * @param budgets how much of what its accounts may ask is used
 * @param polling how many numbers it is asked for
 * @param unmappedCodes codes of it that no row translates
 */
public record CarrierPartner(
        String id,
        boolean mapped,
        List<Contact> contacts,
        List<RouteLine> routes,
        List<BudgetStatus> budgets,
        PollStatus polling,
        long unmappedCodes) {
    public CarrierPartner {
        contacts = List.copyOf(contacts);
        routes = List.copyOf(routes);
        budgets = List.copyOf(budgets);
    }

    /** When it was last heard of in any way; null when it never was. */
    public @Nullable String lastContactUtc() {
        return contacts.isEmpty() ? null : contacts.get(0).atUtc();
    }

    /**
     * A sign of life.
     *
     * @param what event, file, call or login
     */
    public record Contact(String what, String atUtc) {}
}
