package io.caravanserai.label.buy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PurchaseTest {
    private static final RetryPolicy POLICY = new RetryPolicy(
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30)), Duration.ofSeconds(10));
    private static final Purchase NEW = new Purchase(new PurchaseState.Queued(), 0, 0, false, 0);
    private static final CarrierAnswer SOLD = sale(Optional.of(new LabelDocument("zpl", new byte[] {1})));
    private static final CarrierAnswer NUMBER_ONLY = sale(Optional.empty());

    private static CarrierAnswer sale(Optional<LabelDocument> document) {
        return new CarrierAnswer.Sold(Optional.empty(), List.of(new SoldParcel("T1", Map.of(), document)));
    }

    @Test
    void aTimeoutIsLookedUpBeforeItIsTriedAgain() {
        Purchase lost = NEW.begun().after(new CarrierAnswer.Doubtful("timeout"), POLICY, 1_000);
        assertThat(lost.step()).contains(LabelStep.FIND);

        // when the carrier does not know it yet, its call may still be under way
        Purchase early = lost.after(new CarrierAnswer.Absent(), POLICY, 2_000);
        assertThat(early.step()).contains(LabelStep.FIND);
        assertThat(early.dueAt()).isEqualTo(11_000);

        Purchase settled = early.after(new CarrierAnswer.Absent(), POLICY, 11_000);
        assertThat(settled.step()).contains(LabelStep.BUY);
        assertThat(settled.attempts()).isEqualTo(1);
        assertThat(lost.after(SOLD, POLICY, 2_000).state()).isEqualTo(new PurchaseState.Made());
    }

    @Test
    void aLookUpThatWasAskedBeforeTheLostCallSettledDecidesNothingHoweverLateItsAnswerIs() {
        Purchase lost = NEW.begun().after(new CarrierAnswer.Doubtful("timeout"), POLICY, 1_000);

        Purchase late = lost.after(new CarrierAnswer.Absent(), POLICY, 12_000);

        assertThat(late.step()).contains(LabelStep.FIND);
        assertThat(late.dueAt()).isEqualTo(12_000);
    }

    @Test
    void whatWasSoldAndCannotBeUsedFailsAndIsGivenBackWhenNobodyWantsIt() {
        LabelFailure failure = new LabelFailure(LabelFailure.GENERATION, "its barcodes tell [X]", null);
        CarrierAnswer unusable = new CarrierAnswer.Unusable((CarrierAnswer.Sold) SOLD, failure);
        Purchase lost = NEW.begun().after(new CarrierAnswer.Doubtful("timeout"), POLICY, 0);
        Purchase unwanted = new Purchase(lost.state(), 0, 0, true, 0);

        assertThat(NEW.begun().after(unusable, POLICY, 0).state()).isEqualTo(new PurchaseState.Failed(failure));
        assertThat(lost.after(unusable, POLICY, 0).state()).isEqualTo(new PurchaseState.Failed(failure));
        assertThat(unwanted.after(unusable, POLICY, 0).step()).contains(LabelStep.CANCEL);
    }

    @Test
    void aPauseThatTheCarrierWantsIsNoAttempt() {
        Purchase paused = NEW.begun().after(new CarrierAnswer.Throttled(Duration.ofSeconds(7)), POLICY, 1_000);

        assertThat(paused).isEqualTo(new Purchase(new PurchaseState.Queued(), 0, 0, false, 8_000));
    }

    @Test
    void aCallThatTheHubDidNotMakeIsNoAttempt() {
        assertThat(NEW.begun().after(new CarrierAnswer.Unmade(), POLICY, 1_000))
                .isEqualTo(new Purchase(new PurchaseState.Queued(), 0, 0, false, 1_000));
        Purchase doubtful = NEW.begun().orphaned(0);
        assertThat(doubtful.after(new CarrierAnswer.Unmade(), POLICY, 0)).isEqualTo(doubtful);
    }

    @Test
    void aNumberWithoutDocumentIsFetchedNeverBoughtAgain() {
        Purchase bought = NEW.begun().after(NUMBER_ONLY, POLICY, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(bought.step()).contains(LabelStep.FETCH);
            bought = bought.after(new CarrierAnswer.Absent(), POLICY, bought.dueAt());
        }
        assertThat(bought.after(SOLD, POLICY, 0).state()).isEqualTo(new PurchaseState.Made());

        Purchase given = bought.after(new CarrierAnswer.Absent(), POLICY, 0);
        assertThat(given.state()).isInstanceOfSatisfying(PurchaseState.Failed.class, failed -> assertThat(
                        failed.failure().errorCode())
                .isEqualTo(LabelFailure.NO_DOCUMENT));
    }

    @Test
    void whatWasCancelledInDoubtIsGivenBackOrWasNeverBought() {
        Purchase doubtful = NEW.begun().orphaned(0);
        Purchase cancelled =
                new Purchase(doubtful.state(), doubtful.attempts(), doubtful.enquiries(), true, doubtful.dueAt());

        assertThat(cancelled.after(SOLD, POLICY, 1).step()).contains(LabelStep.CANCEL);
        assertThat(cancelled
                        .after(SOLD, POLICY, 1)
                        .after(new CarrierAnswer.Voided(), POLICY, 2)
                        .state())
                .isEqualTo(new PurchaseState.Cancelled());
        Purchase settled = cancelled.after(new CarrierAnswer.Absent(), POLICY, 1);
        assertThat(settled.after(new CarrierAnswer.Absent(), POLICY, 10_000).state())
                .isEqualTo(new PurchaseState.Cancelled());
    }

    @Test
    void whatIsMadeIsGivenBackWhenItIsCancelledWhileThatIsPossible() {
        Purchase made = NEW.begun().after(SOLD, POLICY, 1);

        assertThat(made.cancelled(false, 2)).isEqualTo(made);
        Purchase voiding = made.cancelled(true, 2);
        assertThat(voiding.step()).contains(LabelStep.CANCEL);
        assertThat(voiding.isCancelled()).isTrue();
        assertThat(voiding.cancelled(true, 3)).isEqualTo(voiding);
        assertThat(voiding.after(new CarrierAnswer.Voided(), POLICY, 3).state())
                .isEqualTo(new PurchaseState.Cancelled());
    }

    @Test
    void whatWasBoughtAndFailedIsGivenBackWhileThatIsPossibleAndElseStaysFailed() {
        for (String code : List.of(LabelFailure.NO_DOCUMENT, LabelFailure.NOT_VOIDED)) {
            Purchase failed = new Purchase(
                    new PurchaseState.Failed(new LabelFailure(code, "of the test", null)),
                    0,
                    4,
                    code.equals(LabelFailure.NOT_VOIDED),
                    0);

            assertThat(failed.cancelled(false, 1)).isEqualTo(failed);
            assertThat(failed.cancelled(false, 1).isCancelled()).isFalse();
            Purchase voiding = failed.cancelled(true, 1);
            assertThat(voiding.step()).contains(LabelStep.CANCEL);
            assertThat(voiding.enquiries()).isZero();
            assertThat(voiding.isCancelled()).isTrue();
        }
        Purchase undocumented = NEW.begun().after(NUMBER_ONLY, POLICY, 0);
        assertThat(undocumented.cancelled(true, 1).step()).contains(LabelStep.CANCEL);
        assertThat(undocumented.cancelled(false, 1).isCancelled()).isFalse();
    }

    @Test
    void whatIsNotBoughtIsCancelledAtOnceAndWhatIsBeingBoughtIsNot() {
        assertThat(NEW.cancelled(false, 1).state()).isEqualTo(new PurchaseState.Cancelled());
        assertThat(NEW.begun().cancelled(true, 1).isCancelled()).isFalse();
        Purchase doubtful = NEW.begun().orphaned(0).cancelled(false, 1);
        assertThat(doubtful.isCancelled()).isTrue();
        assertThat(doubtful.step()).contains(LabelStep.FIND);
    }

    @Test
    void aRejectionEndsItAndACarrierThatIsNeverReachedTooAfterAllWaits() {
        LabelFailure no = new LabelFailure(LabelFailure.REJECTED, "postal code", 400);
        assertThat(NEW.begun().after(new CarrierAnswer.Rejected(no), POLICY, 0).state())
                .isEqualTo(new PurchaseState.Failed(no));

        Purchase purchase = NEW;
        int calls = 0;
        while (!purchase.state().isTerminal()) {
            purchase = purchase.begun().after(new CarrierAnswer.Unsent("refused"), POLICY, 0);
            calls++;
        }
        assertThat(calls).isEqualTo(4);
    }

    /** A carrier that may be slow to sell, may lose its answer, and takes the same reference twice if it is asked to. */
    @Property(tries = 2_000)
    void whateverFailsItIsNeverBoughtTwiceAndAlwaysEnds(@ForAll long seed) {
        Random random = new Random(seed);
        FaultyCarrier carrier = new FaultyCarrier(random, POLICY.settle());
        Purchase kept = NEW;
        long now = 0;
        for (int step = 0; !kept.state().isTerminal(); step++) {
            assertThat(step).as("steps of seed " + seed).isLessThan(500);
            now = Math.max(now, kept.dueAt());
            if (kept.state() instanceof PurchaseState.Unknown && random.nextInt(20) == 0) {
                kept = kept.cancelled(false, now);
            }
            LabelStep call = kept.step().orElseThrow();
            kept = kept.begun();
            boolean killedBefore = random.nextInt(15) == 0;
            CarrierAnswer answer = killedBefore ? new CarrierAnswer.Absent() : carrier.call(call, now);
            boolean killed = killedBefore || random.nextInt(15) == 0;
            now += random.nextInt(2_000);
            kept = killed ? kept.orphaned(now) : kept.after(answer, POLICY, now);
            boolean failedBought = kept.state() instanceof PurchaseState.Failed failed
                    && failed.failure().isBought();
            if ((kept.state() instanceof PurchaseState.Made || failedBought) && random.nextInt(3) == 0) {
                kept = kept.cancelled(true, now);
            }
        }
        assertThat(carrier.sales(now + 60_000)).as("purchases").isLessThanOrEqualTo(1);
        if (kept.state() instanceof PurchaseState.Made) {
            assertThat(carrier.sales(now + 60_000) - carrier.voided()).isEqualTo(1);
        }
        if (kept.state() instanceof PurchaseState.Cancelled) {
            assertThat(carrier.sales(now + 60_000) - carrier.voided()).isZero();
        }
    }
}
