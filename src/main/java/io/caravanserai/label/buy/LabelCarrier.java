package io.caravanserai.label.buy;

/**
 * Sells labels. A call may take as long as the carrier's timeout; whatever goes wrong is an answer, and what is thrown
 * counts as {@link CarrierAnswer.Doubtful}.
 */
@FunctionalInterface
public interface LabelCarrier {
    /** Makes one call about a label. */
    CarrierAnswer call(LabelStep step, LabelOrder order) throws InterruptedException;

    /** Whether labels that were bought can be given back. */
    default boolean takesBack() {
        return true;
    }
}
