package io.caravanserai.label.buy;

/**
 * Sells labels. A call may take as long as the carrier's timeout; whatever goes wrong is an answer, and what is thrown
 * counts as {@link CarrierAnswer.Doubtful}.
 */
@FunctionalInterface
public interface LabelCarrier {
    /** Makes one call about a label. */
    CarrierAnswer call(LabelStep step, LabelOrder order) throws InterruptedException;

    /** The same where it takes a while until the call goes out; {@link CarrierAnswer.Unmade} when it may not any more. */
    default CarrierAnswer call(LabelCall call) throws InterruptedException {
        return call(call.step(), call.order());
    }

    /** Whether labels that were bought can be given back. */
    default boolean takesBack() {
        return true;
    }
}
