package io.caravanserai.label.queue;

import io.caravanserai.store.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which labels of a carrier an account buys when the request chooses none: those of the customers it names; without such
 * names those that no other account names, which is the account {@code default} where there is one.
 *
 * @param onlyChosen whether it buys nothing but what chooses it
 * @param customers those it names, or when {@code others} those it does not buy for
 */
record LaneShare(boolean onlyChosen, boolean others, Set<String> customers) {
    /**
     * What an account buys.
     *
     * @param customers those that the account names
     * @param otherAccounts the carrier's other accounts, each with the customers that it names
     */
    static LaneShare of(Set<String> customers, Map<String, Set<String>> otherAccounts) {
        if (!customers.isEmpty()) {
            return new LaneShare(false, false, customers);
        }
        boolean hasDefault =
                otherAccounts.getOrDefault("default", Set.of("none")).isEmpty();
        Set<String> named =
                otherAccounts.values().stream().flatMap(Collection::stream).collect(Collectors.toSet());
        return new LaneShare(hasDefault, true, named);
    }

    /** Whether it buys for a customer who chose no account. */
    boolean takes(String customer) {
        return !onlyChosen && others != customers.contains(customer);
    }

    /** The condition on rows of {@code label_work w} that are the account's; adds its parameters. */
    String condition(String account, List<@Nullable Object> parameters) {
        parameters.add(account);
        if (onlyChosen) {
            return "w.carrier_account = ?";
        }
        if (customers.isEmpty()) {
            return "(w.carrier_account = ? OR w.carrier_account IS NULL)";
        }
        parameters.addAll(customers);
        return "(w.carrier_account = ? OR (w.carrier_account IS NULL AND w.account_number "
                + (others ? "NOT IN (" : "IN (") + Sql.marks(customers.size()) + ")))";
    }
}
