package io.caravanserai.label.buy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Sells one label as unreliably as carriers do: it never refuses to sell the same reference twice. */
final class FaultyCarrier {
    private final Random random;
    private final Duration slowest;
    private final List<Long> soldAt = new ArrayList<>();
    private int voided;

    /** @param slowest how long after a call that seemed to fail it may still sell */
    FaultyCarrier(Random random, Duration slowest) {
        this.random = random;
        this.slowest = slowest;
    }

    CarrierAnswer call(LabelStep step, long now) {
        int fault = random.nextInt(10);
        if (fault == 0) {
            return new CarrierAnswer.Throttled(Duration.ofSeconds(1 + random.nextInt(5)));
        }
        if (fault == 1) {
            return new CarrierAnswer.Unsent("connection refused");
        }
        boolean answerLost = fault < 5;
        CarrierAnswer answer = step == LabelStep.BUY ? buy(now, answerLost) : about(step, now);
        return answerLost ? new CarrierAnswer.Doubtful("timeout") : answer;
    }

    private CarrierAnswer buy(long now, boolean answerLost) {
        if (answerLost && random.nextBoolean()) {
            return new CarrierAnswer.Doubtful("failed before the sale");
        }
        soldAt.add(answerLost ? now + random.nextInt((int) slowest.toMillis()) : now);
        return sale();
    }

    private CarrierAnswer about(LabelStep step, long now) {
        if (sales(now) == 0) {
            return new CarrierAnswer.Absent();
        }
        if (step == LabelStep.CANCEL) {
            voided = (int) sales(now);
            return new CarrierAnswer.Voided();
        }
        return sale();
    }

    private CarrierAnswer sale() {
        Optional<LabelDocument> document =
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new LabelDocument("zpl", new byte[] {1}));
        return new CarrierAnswer.Sold(Optional.empty(), List.of(new SoldParcel("T1", Map.of(), document)));
    }

    /** Purchases that happened until then. */
    long sales(long until) {
        return soldAt.stream().filter(at -> at <= until).count();
    }

    int voided() {
        return voided;
    }
}
