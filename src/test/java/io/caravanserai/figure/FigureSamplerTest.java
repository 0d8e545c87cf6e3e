package io.caravanserai.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.budget.StandingClock;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.time.Duration;
import java.time.Instant;

class FigureSamplerTest {
    private static final Instant START = Instant.parse("2026-11-20T10:00:30Z");

    private static void event(TestStore store, String id, String carrier, long tookMillis) {
        String envelope = """
                {"v":1,"carrier_id":"%s","received_utc":"%s"}"""
                .formatted(carrier, START.minusMillis(tookMillis));
        store.database()
                .write(connection -> Sql.update(
                        connection,
                        """
                        INSERT INTO tracking_event (id, carrier_id, carrier_tracking_id, occurred_at, event_rank, out_of_order,
                            envelope, stored_at) VALUES (?,?,'N',0,0,0,?,?)""",
                        id,
                        carrier,
                        envelope,
                        START.toEpochMilli()));
    }

    @OnBothStores
    void whatComesInTheFirstMinuteOfAHubIsCounted(TestStore store) {
        StandingClock clock = new StandingClock(START);
        FigureSampler sampler = new FigureSampler(store.database(), "n1", clock);
        event(store, "e1", "bring", 7);

        clock.advance(Duration.ofMinutes(1));
        sampler.sample();

        assertThat(new Figures(store.database()).since("events", Figures.MINUTE, 0))
                .extracting(Figures.Figure::number)
                .containsExactly(1L);
    }

    @OnBothStores
    void aMinuteIsKeptOnceWithWhatCameInIt(TestStore store) {
        StandingClock clock = new StandingClock(START);
        event(store, "before", "bring", 0);
        FigureSampler sampler = new FigureSampler(store.database(), "n1", clock);
        Figures figures = new Figures(store.database());
        clock.advance(Duration.ofMinutes(1));
        sampler.sample();
        for (int i = 0; i < 20; i++) {
            event(store, "e" + i, i < 15 ? "bring" : "ups", 10L * i);
        }

        clock.advance(Duration.ofMinutes(1));
        sampler.sample();
        sampler.sample();

        long first = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();
        assertThat(figures.since("events", Figures.MINUTE, 0))
                .containsExactly(
                        new Figures.Figure("events", first, 0, null, null),
                        new Figures.Figure("events", first + Figures.MINUTE, 20, 90L, 180L));
        assertThat(figures.since("carrier:bring", Figures.HOUR, 0))
                .extracting(Figures.Figure::number)
                .containsExactly(15L);
        assertThat(figures.since("carrier:ups", Figures.HOUR, 0))
                .extracting(Figures.Figure::number)
                .containsExactly(5L);
    }
}
