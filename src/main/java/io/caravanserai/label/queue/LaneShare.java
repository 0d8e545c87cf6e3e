package io.caravanserai.label.queue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which labels of a carrier an account buys when the request chooses none: those of the customers it names; without such
 * names those that no other account names, which is the account {@code default} where there is one.
 *
 * @param onlyChosen whether it buys nothing but what chooses it
 * @param customers those it names, or when {@code others} those it does not buy for
 */
record LaneShare(boolean onlyChosen, boolean others, Set<String> customers) {
    static LaneShare of(LaneSettings lane, List<LaneSettings> otherLanes) {
        if (!lane.customers().isEmpty()) {
            return new LaneShare(false, false, lane.customers());
        }
        boolean hasDefault = otherLanes.stream()
                .anyMatch(other -> other.account().name().equals("default")
                        && other.customers().isEmpty());
        Set<String> named =
                otherLanes.stream().flatMap(other -> other.customers().stream()).collect(Collectors.toSet());
        return new LaneShare(hasDefault, true, named);
    }
}
