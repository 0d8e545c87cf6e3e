package io.caravanserai.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The budget in the store: shared by nodes, kept over restarts, paused as a whole. */
class CallBudgetTest {
    private static final CarrierAccount UPS = new CarrierAccount("ups", "default");
    private static final Rate ALL =
            Rate.parse("2/s burst 5; rolling 12/10s; quota 40/d reset 00:00 Europe/Berlin; spacing 50ms");

    private final StandingClock clock = new StandingClock(Instant.parse("2026-03-01T22:59:00Z"));

    private CallBudget budget(Database database, Rate rate) {
        return new CallBudget(database, UPS, rate, clock);
    }

    @OnBothStores
    void twoNodesTogetherKeepToAllLimitsAndUseThem(TestStore store) {
        Database database = store.database();
        List<CallBudget> nodes = List.of(budget(database, ALL), budget(database, ALL));
        Random random = new Random(7);
        List<Instant> calls = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            clock.advance(Duration.ofMillis(random.nextInt(300)));
            if (nodes.get(random.nextInt(2)).take() instanceof Grant.Granted) {
                calls.add(clock.instant());
            }
        }

        for (Instant call : calls) {
            assertThat(since(calls, call, 50)).isEqualTo(1);
            assertThat(since(calls, call, 1_000)).isLessThanOrEqualTo(5 + 2);
            assertThat(since(calls, call, 10_000)).isLessThanOrEqualTo(12);
        }
        Instant reset = Instant.parse("2026-03-01T23:00:00Z");
        assertThat(calls.stream().filter(call -> call.isBefore(reset))).hasSize(40);
        assertThat(calls.stream().filter(call -> !call.isBefore(reset))).hasSize(40);
    }

    /** Calls in the time that ends with this one, its begin not included. */
    private static long since(List<Instant> calls, Instant end, long millis) {
        return calls.stream()
                .filter(call -> call.isAfter(end.minusMillis(millis)) && !call.isAfter(end))
                .count();
    }

    @OnBothStores
    void callersAtTheSameMomentNeverShareOneCall(TestStore store) {
        Database database = store.database();
        List<CompletableFuture<Grant>> asked = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> budget(database, Rate.parse("quota 25/d")).take()))
                .toList();

        assertThat(asked.stream().map(CompletableFuture::join).filter(Grant.Granted.class::isInstance))
                .hasSize(25);
    }

    @OnBothStores
    void aRestartForgetsNoCall(TestStore store) {
        Rate rate = Rate.parse("rolling 2/h; quota 3/d reset 06:00 Europe/Berlin");
        Database database = store.database();
        assertThat(List.of(budget(database, rate).take(), budget(database, rate).take()))
                .containsOnly(new Grant.Granted());
        database = store.reopen();
        assertThat(budget(database, rate).take()).isInstanceOfSatisfying(Grant.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo("rolling 2/h");
            assertThat(refused.until())
                    .isBetween(clock.instant(), clock.instant().plusSeconds(3_660));
        });
        clock.advance(Duration.ofMinutes(62));
        assertThat(budget(database, rate).take()).isEqualTo(new Grant.Granted());
        assertThat(budget(database, rate).take())
                .isEqualTo(new Grant.Refused(
                        Instant.parse("2026-03-02T05:00:00Z"), "quota 3/d reset 06:00 Europe/Berlin"));
    }

    @OnBothStores
    void aPauseHoldsForTheWholeAccountAndNoOther(TestStore store) {
        Rate rate = Rate.parse("100/s");
        Database database = store.database();
        Instant start = clock.instant();
        budget(database, rate).pause(Duration.ofMinutes(10), "HTTP 429");
        budget(database, rate).pause(Duration.ofMinutes(1), "a shorter one");

        assertThat(budget(database, rate).take()).isEqualTo(new Grant.Refused(start.plusSeconds(600), "HTTP 429"));
        assertThat(new CallBudget(database, new CarrierAccount("ups", "other"), rate, clock).take())
                .isEqualTo(new Grant.Granted());
        assertThat(BudgetStatus.of(database, "ups", clock).get(0))
                .isEqualTo(new BudgetStatus(
                        "default",
                        List.of(new BudgetStatus.Use("100/s", 0, 100)),
                        start.plusSeconds(600).toString(),
                        "HTTP 429"));
        clock.advance(Duration.ofMinutes(10));
        assertThat(budget(database, rate).take()).isEqualTo(new Grant.Granted());
        assertThat(BudgetStatus.of(database, "ups", clock).get(0))
                .isEqualTo(new BudgetStatus("default", List.of(new BudgetStatus.Use("100/s", 1, 100)), null, null));
    }

    @OnBothStores
    void aNodeWhoseClockIsBehindGivesNothingTwice(TestStore store) {
        Rate rate = Rate.parse("quota 1/d reset 00:00 Europe/Berlin");
        Clock behind = Clock.offset(clock, Duration.ofSeconds(-30));
        Database database = store.database();
        clock.advance(Duration.ofSeconds(70));
        assertThat(budget(database, rate).take())
                .as("ten seconds after the reset")
                .isEqualTo(new Grant.Granted());

        assertThat(new CallBudget(database, UPS, rate, behind).take())
                .as("by its own clock still the day before")
                .isInstanceOf(Grant.Refused.class);
    }

    @OnBothStores
    void aClockThatWasFarAheadDoesNotBlockForEver(TestStore store) {
        Rate rate = Rate.parse("1/s; rolling 1/m; quota 1/d; spacing 10s");
        Database database = store.database();
        Clock wrong = Clock.offset(clock, Duration.ofDays(400));
        assertThat(new CallBudget(database, UPS, rate, wrong).take()).isEqualTo(new Grant.Granted());

        assertThat(budget(database, rate).take()).isEqualTo(new Grant.Granted());
    }

    @OnBothStores
    void callsAreBookedAheadForMomentsThatKeepToTheLimits(TestStore store) {
        Database database = store.database();
        CallBudget budget = budget(database, Rate.parse("10/s burst 3; quota 15/d reset 00:00 Europe/Berlin"));
        long now = clock.millis();

        assertThat(book(database, budget, 2, 1_000)).isEqualTo(new Booking(List.of(now, now), now));
        Booking more = book(database, budget, 100, 500);

        assertThat(more.moments()).containsExactly(now, now + 100, now + 200, now + 300, now + 400, now + 500);
        assertThat(more.askAgainAt()).isEqualTo(now + 100);
        clock.advance(Duration.ofMillis(450));
        assertThat(book(database, budget, 100, 500).moments())
                .as("behind what is booked")
                .containsExactly(now + 600, now + 700, now + 800, now + 900);
        clock.advance(Duration.ofSeconds(5));
        assertThat(book(database, budget, 100, 1_000).moments())
                .as("what the day's quota leaves, and no more a second before its end")
                .hasSize(3);
    }

    @OnBothStores
    void aPollComesRightAfterCallsThatAreBookedAhead(TestStore store) {
        Database database = store.database();
        CallBudget budget = budget(database, Rate.parse("10/s burst 1"));
        book(database, budget, 5, 1_000);

        assertThat(budget.take()).isEqualTo(new Grant.Granted(Duration.ofMillis(500)));
        clock.advance(Duration.ofMillis(100));
        assertThat(book(database, budget, 1, 1_000).moments())
                .as("behind the poll")
                .containsExactly(clock.millis() + 500);
        assertThat(BudgetStatus.of(database, "ups", clock).get(0).limits())
                .containsExactly(new BudgetStatus.Use("10/s burst 1", 1, 1));
    }

    @OnBothStores
    void whoCouldLookAheadHasNoAdvantageWhereALimitIsSlow(TestStore store) {
        Database database = store.database();
        CallBudget budget = budget(database, Rate.parse("spacing 5s"));
        long now = clock.millis();

        assertThat(book(database, budget, 5, 1_000).moments()).containsExactly(now);
        clock.advance(Duration.ofMillis(4_500));
        assertThat(book(database, budget, 5, 1_000)).isEqualTo(new Booking(List.of(), now + 5_000));
        clock.advance(Duration.ofMillis(500));
        assertThat(budget.take()).isEqualTo(new Grant.Granted());
    }

    @OnBothStores
    void aNodeWhoseClockIsBehindBooksBehindTheOtherByItsOwnClock(TestStore store) {
        Database database = store.database();
        Rate rate = Rate.parse("10/s burst 1");
        book(database, budget(database, rate), 5, 1_000);
        Clock behind = Clock.offset(clock, Duration.ofSeconds(-30));

        assertThat(book(database, new CallBudget(database, UPS, rate, behind), 1, 1_000)
                        .moments())
                .containsExactly(behind.millis() + 500);
    }

    private static Booking book(Database database, CallBudget budget, int most, int aheadMillis) {
        return database.write(connection -> budget.book(connection, most, Duration.ofMillis(aheadMillis)));
    }
}
