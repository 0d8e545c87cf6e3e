package io.caravanserai.label.buy;

/**
 * Makes labels in this process, without a carrier's API: nothing is bought, so what was lost is simply made again.
 */
@FunctionalInterface
public interface LabelMaker {
    /** {@link CarrierAnswer.Sold} with all documents, or {@link CarrierAnswer.Rejected}. */
    CarrierAnswer make(LabelOrder order);

    /** This maker in the place of a carrier: looking up and fetching are making again, and nothing need be given back. */
    default LabelCarrier asCarrier() {
        return (step, order) -> step == LabelStep.CANCEL ? new CarrierAnswer.Voided() : make(order);
    }
}
