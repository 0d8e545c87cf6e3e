package io.caravanserai.label.queue;

import io.caravanserai.budget.CarrierAccount;
import io.caravanserai.budget.Rate;
import io.caravanserai.label.buy.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the labels of one account at a carrier are made, as the carrier's route file says.
 *
 * @param customers account numbers whose labels it makes; empty for all that no other account of the carrier names
 * @param rate calls that the carrier allows; empty for no limit
 * @param maxInFlight calls at the same time
 */
public record LaneSettings(
        CarrierAccount account,
        Set<String> customers,
        Optional<Rate> rate,
        int maxInFlight,
        CutOffs cutOffs,
        Priorities priorities,
        RetryPolicy retries) {
    /** Of labels that are made here: no limit but the machine's, and nothing is ever in doubt for long. */
    public static LaneSettings here(String carrier) {
        return new LaneSettings(
                new CarrierAccount(carrier, "default"),
                Set.of(),
                Optional.empty(),
                Runtime.getRuntime().availableProcessors(),
                CutOffs.NONE,
                Priorities.NONE,
                new RetryPolicy(List.of(Duration.ofSeconds(1), Duration.ofSeconds(10)), Duration.ZERO));
    }

    public LaneSettings {
        customers = Set.copyOf(customers);
        if (maxInFlight < 1 || maxInFlight > 1_000) {
            throw new IllegalArgumentException("maxInFlight is " + maxInFlight + " but must be 1 to 1000");
        }
    }
}
