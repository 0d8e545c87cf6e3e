package io.caravanserai.page;

import io.caravanserai.tracking.CurrentStatus;
import java.util.Optional;

/** The way of a shipment in few words; in order. */
enum Step {
    ORDERED(Word.STEP_ORDERED),
    COLLECTED(Word.STEP_COLLECTED),
    ON_ITS_WAY(Word.STEP_ON_ITS_WAY),
    OUT_FOR_DELIVERY(Word.STEP_OUT_FOR_DELIVERY),
    DELIVERED(Word.STEP_DELIVERED);

    private final Word word;

    Step(Word word) {
        this.word = word;
    }

    Word word() {
        return word;
    }

    /** How far it is; empty for what left the straight way, such as a return. */
    static Optional<Step> of(CurrentStatus status) {
        return Optional.ofNullable(
                switch (status.milestone()) {
                    case "order" -> status.code().equals("cancelled") ? null : ORDERED;
                    case "collection" ->
                        status.code().equals("collected") || status.code().equals("dropped_by_customer")
                                ? COLLECTED
                                : ORDERED;
                    case "in_transit", "customs" -> ON_ITS_WAY;
                    case "delivery" ->
                        switch (status.code()) {
                            case "out_for_delivery", "attempt" -> OUT_FOR_DELIVERY;
                            case "delivered" ->
                                State.of(status.milestone(), status.code(), status.subCode()) == State.DELIVERED
                                        ? DELIVERED
                                        : OUT_FOR_DELIVERY;
                            default -> ON_ITS_WAY;
                        };
                    case "post_delivery" -> status.code().equals("refused") ? null : DELIVERED;
                    default -> null;
                });
    }
}
