package io.caravanserai.label.buy;

import io.caravanserai.label.buy.CarrierAnswer.Absent;
import io.caravanserai.label.buy.CarrierAnswer.Doubtful;
import io.caravanserai.label.buy.CarrierAnswer.Rejected;
import io.caravanserai.label.buy.CarrierAnswer.Sold;
import io.caravanserai.label.buy.CarrierAnswer.Throttled;
import io.caravanserai.label.buy.CarrierAnswer.Unmade;
import io.caravanserai.label.buy.CarrierAnswer.Unsent;
import io.caravanserai.label.buy.CarrierAnswer.Unusable;
import io.caravanserai.label.buy.CarrierAnswer.Voided;
import java.util.Optional;

/**
 * One purchase as a pure state machine. A label is bought again only when the carrier surely did not sell it: it said
 * so, the call never reached it, or it does not know our reference after the call has settled.
 *
 * @param attempts calls to buy that failed
 * @param enquiries calls about the present state, other than buying, that failed
 * @param cancelWanted the customer cancelled while it was not known whether the label was bought, or when it was made
 * @param dueAt when the next call may be made, milliseconds since 1970
 */
public record Purchase(PurchaseState state, int attempts, int enquiries, boolean cancelWanted, long dueAt) {

    /** The call to make next; empty while one is under way and at the end. */
    public Optional<LabelStep> step() {
        if (state instanceof PurchaseState.Queued) {
            return Optional.of(LabelStep.BUY);
        }
        if (state instanceof PurchaseState.Unknown) {
            return Optional.of(LabelStep.FIND);
        }
        if (state instanceof PurchaseState.Undocumented) {
            return Optional.of(LabelStep.FETCH);
        }
        return state instanceof PurchaseState.Voiding ? Optional.of(LabelStep.CANCEL) : Optional.empty();
    }

    /** What must be durable before the call is made: only buying changes anything at the carrier that counts twice. */
    public Purchase begun() {
        return state instanceof PurchaseState.Queued
                ? new Purchase(new PurchaseState.Requesting(), attempts, enquiries, cancelWanted, dueAt)
                : this;
    }

    /** After the node that made the call was lost. */
    public Purchase orphaned(long now) {
        return state instanceof PurchaseState.Requesting ? inState(new PurchaseState.Unknown(now), now) : this;
    }

    /**
     * After the customer cancelled: what is bought is given back, what may be bought as soon as that is known. The same
     * when it is too late.
     *
     * @param returnable whether a label that is bought may be given back
     */
    public Purchase cancelled(boolean returnable, long now) {
        if (state instanceof PurchaseState.Unknown) {
            return new Purchase(state, attempts, enquiries, true, dueAt);
        }
        if (isBought()) {
            return returnable ? new Purchase(new PurchaseState.Voiding(), attempts, 0, true, now) : this;
        }
        return state instanceof PurchaseState.Queued || state instanceof PurchaseState.Failed
                ? inState(new PurchaseState.Cancelled(), now)
                : this;
    }

    private boolean isBought() {
        return state instanceof PurchaseState.Made
                || state instanceof PurchaseState.Undocumented
                || (state instanceof PurchaseState.Failed failed
                        && failed.failure().isBought());
    }

    /** Whether nobody wants the label any more, and it is not at the carrier or on its way back. */
    public boolean isCancelled() {
        return state instanceof PurchaseState.Voiding
                || state instanceof PurchaseState.Cancelled
                || (cancelWanted && !state.isTerminal());
    }

    /** After the answer to the call of {@link #step}. */
    public Purchase after(CarrierAnswer answer, RetryPolicy policy, long now) {
        if (answer instanceof Throttled throttled) {
            return unmade(now + throttled.pause().toMillis());
        }
        if (answer instanceof Unmade) {
            return unmade(now);
        }
        if (answer instanceof Unusable unusable && !state.isTerminal()) {
            return inState(
                    cancelWanted ? new PurchaseState.Voiding() : new PurchaseState.Failed(unusable.failure()), now);
        }
        if (state instanceof PurchaseState.Requesting) {
            return bought(answer, policy, now);
        }
        if (state instanceof PurchaseState.Unknown unknown) {
            return found(unknown, answer, policy, now);
        }
        if (state instanceof PurchaseState.Undocumented) {
            return answer instanceof Sold sold && sold.isComplete()
                    ? inState(new PurchaseState.Made(), now)
                    : again(LabelFailure.NO_DOCUMENT, "bought, but its document is not to be had", answer, policy, now);
        }
        if (state instanceof PurchaseState.Voiding) {
            return answer instanceof Voided || answer instanceof Absent
                    ? inState(new PurchaseState.Cancelled(), now)
                    : again(LabelFailure.NOT_VOIDED, "cancelled too late to be taken back", answer, policy, now);
        }
        return this;
    }

    /** As before the call, which is no attempt. */
    private Purchase unmade(long due) {
        return state.isTerminal()
                ? this
                : new Purchase(
                        state instanceof PurchaseState.Requesting ? new PurchaseState.Queued() : state,
                        attempts,
                        enquiries,
                        cancelWanted,
                        due);
    }

    private Purchase bought(CarrierAnswer answer, RetryPolicy policy, long now) {
        if (answer instanceof Sold sold) {
            return sold(sold, policy, now);
        }
        if (answer instanceof Rejected rejected) {
            return notBought(new PurchaseState.Failed(rejected.failure()), now);
        }
        if (answer instanceof Unsent unsent) {
            return buyAgain(unsent.reason(), policy, now);
        }
        return new Purchase(new PurchaseState.Unknown(now), attempts, 0, cancelWanted, now);
    }

    private Purchase found(PurchaseState.Unknown unknown, CarrierAnswer answer, RetryPolicy policy, long now) {
        if (answer instanceof Sold sold) {
            return sold(sold, policy, now);
        }
        if (!(answer instanceof Absent)) {
            return again(LabelFailure.UNDECIDED, "perhaps bought: ask the carrier", answer, policy, now);
        }
        long settled = unknown.since() + policy.settle().toMillis();
        // the answer may be late, and tells what was when the carrier was asked: at dueAt or after
        return dueAt < settled
                ? new Purchase(state, attempts, enquiries, cancelWanted, Math.max(now, settled))
                : buyAgain("the carrier did not answer and has not sold it", policy, now);
    }

    private Purchase sold(Sold sold, RetryPolicy policy, long now) {
        if (cancelWanted) {
            return inState(new PurchaseState.Voiding(), now);
        }
        return sold.isComplete()
                ? inState(new PurchaseState.Made(), now)
                : inState(new PurchaseState.Undocumented(), policy.dueAfter(1, now));
    }

    private Purchase buyAgain(String reason, RetryPolicy policy, long now) {
        int made = attempts + 1;
        if (cancelWanted || !policy.allows(made)) {
            return notBought(new PurchaseState.Failed(new LabelFailure(LabelFailure.UNREACHABLE, reason, null)), now);
        }
        return new Purchase(new PurchaseState.Queued(), made, 0, false, policy.dueAfter(made, now));
    }

    /** A label that is not bought and not wanted is no failure. */
    private Purchase notBought(PurchaseState.Failed failed, long now) {
        return new Purchase(
                cancelWanted ? new PurchaseState.Cancelled() : failed, attempts + 1, enquiries, cancelWanted, now);
    }

    private Purchase again(String code, String meaning, CarrierAnswer answer, RetryPolicy policy, long now) {
        int made = enquiries + 1;
        PurchaseState next = policy.allows(made)
                ? state
                : new PurchaseState.Failed(new LabelFailure(code, meaning + "; " + reason(answer), null));
        return new Purchase(next, attempts, made, cancelWanted, policy.dueAfter(made, now));
    }

    private static String reason(CarrierAnswer answer) {
        if (answer instanceof Rejected rejected) {
            return "the carrier says: " + rejected.failure().errorDescription();
        }
        if (answer instanceof Unsent unsent) {
            return unsent.reason();
        }
        return answer instanceof Doubtful doubtful ? doubtful.reason() : "the carrier answered without it";
    }

    private Purchase inState(PurchaseState next, long due) {
        return new Purchase(next, attempts, 0, cancelWanted, due);
    }
}
