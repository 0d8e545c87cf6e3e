package io.caravanserai.label.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caravanserai.budget.Rate;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.Purchase;
import io.caravanserai.label.buy.PurchaseState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final Optional<Rate> RATE = Optional.of(Rate.parse("50/s burst 5"));

    @Test
    void callsThatASlowCommitHeldUpKeepTheirDistance() {
        Departures departures = new Departures(RATE);
        departures.add(calls(LongStream.range(0, 20).map(i -> 1_000 + 20 * i)));

        List<Long> left = left(departures, 3_000, 1);

        assertThat(left.subList(0, 5)).containsOnly(3_000L);
        assertThat(left.subList(5, 20))
                .containsExactlyElementsOf(
                        LongStream.range(1, 16).map(i -> 3_000 + 20 * i).boxed().toList());
    }

    @Test
    void nothingLeavesBeforeItsMomentUnlessTheClockWasPutBack() {
        Departures departures = new Departures(Optional.empty());
        departures.add(calls(LongStream.of(5_000)));

        assertThat(departures.leave(4_999)).isEmpty();
        assertThat(departures.next(4_000)).hasValue(5_000);
        assertThat(departures.leave(5_000 - 3_600_000)).isPresent();
    }

    @Test
    void onceClosedItGivesBackWhatWaitsAndTakesNoMore() {
        Departures departures = new Departures(RATE);
        departures.add(calls(LongStream.of(1, 2)));

        assertThat(departures.close()).hasSize(2);
        assertThat(departures.add(calls(LongStream.of(3)))).isFalse();
        assertThat(departures.leave(10)).isEmpty();
    }

    /** However late each is looked at, the carrier's own bucket never runs over; and lateness costs no call of the rate. */
    @Property(tries = 200)
    void theLimitHoldsWhereverCallsAreHeldUp(@ForAll long seed) {
        Random random = new Random(seed);
        Departures departures = new Departures(RATE);
        departures.add(calls(LongStream.range(0, 300).map(i -> 20 * i)));
        List<Long> left = new ArrayList<>();
        for (long now = 0; left.size() < 300; now += random.nextInt(50) == 0 ? 500 : 1 + random.nextInt(15)) {
            while (departures.leave(now).isPresent()) {
                left.add(now);
            }
        }
        for (int i = 0; i < left.size(); i++) {
            for (int j = i; j < left.size(); j++) {
                assertThat(j - i + 1).isLessThanOrEqualTo((int) (5 + (left.get(j) - left.get(i)) / 20));
            }
        }
    }

    @Test
    void aTimerThatIsAlwaysALittleLateCostsNothing() {
        Departures departures = new Departures(RATE);
        departures.add(calls(LongStream.range(0, 300).map(i -> 20 * i)));

        assertThat(left(departures, 0, 13).get(299)).isLessThanOrEqualTo(299 * 20 + 13);
    }

    private static List<Long> left(Departures departures, long from, int step) {
        List<Long> left = new ArrayList<>();
        for (long now = from; departures.size() > 0; now += step) {
            while (departures.leave(now).isPresent()) {
                left.add(now);
            }
        }
        return left;
    }

    private static List<Departure> calls(LongStream moments) {
        LabelWork work = new LabelWork(
                "w", "s", "A1", "standard", 0, 0, new Purchase(new PurchaseState.Queued(), 0, 0, false, 0));
        LabelOrder order = new LabelOrder(
                "r",
                "acme",
                "s",
                "A1",
                "zpl200",
                "4x6",
                Optional.empty(),
                List.of(),
                List.of("p"),
                JsonNodeFactory.instance.objectNode());
        return moments.mapToObj(moment -> new Departure(work, order, 1, moment, 0))
                .toList();
    }
}
