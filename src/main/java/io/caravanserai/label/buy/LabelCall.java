package io.caravanserai.label.buy;

import java.util.function.BooleanSupplier;

/**
 * One call to make about a label: what goes through a carrier's route.
 *
 * @param permit whether it may still go out; asked right before it does, since the node may have been stopped meanwhile
 */
public record LabelCall(LabelStep step, LabelOrder order, BooleanSupplier permit) {
    /** A call that may go out in any case. */
    public LabelCall(LabelStep step, LabelOrder order) {
        this(step, order, () -> true);
    }
}
