package io.caravanserai.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

class FiguresTest {
    private static final long HOUR = Figures.HOUR;

    private static Figures.Figure minute(
            String series, long at, long number, @Nullable Long median, @Nullable Long slow) {
        return new Figures.Figure(series, at, number, median, slow);
    }

    private static void add(Database database, Figures.Figure... figures) {
        database.write(connection -> {
            new Figures(database).add(connection, List.of(figures));
            return true;
        });
    }

    @OnBothStores
    void anHourIsWhatItsMinutesAreTogether(TestStore store) {
        Figures figures = new Figures(store.database());

        add(
                store.database(),
                minute("events", 5 * HOUR, 100, 10L, 50L),
                minute("events", 5 * HOUR + 60_000, 300, 30L, 40L),
                minute("events", 5 * HOUR + 120_000, 0, null, null),
                minute("events", 6 * HOUR, 7, 1L, 2L));

        assertThat(figures.since("events", HOUR, 0))
                .containsExactly(minute("events", 5 * HOUR, 400, 25L, 50L), minute("events", 6 * HOUR, 7, 1L, 2L));
        assertThat(figures.since("events", Figures.MINUTE, 5 * HOUR + 1)).hasSize(3);
    }

    @OnBothStores
    void chartsHaveAPointForEachWhileWhetherSomethingPassedOrNot(TestStore store) {
        long now = store.database().clock().millis() / 60_000 * 60_000;
        add(
                store.database(),
                minute("webhooks", now - 10 * 60_000, 12, 5L, 9L),
                minute("webhooks", now - 26 * HOUR, 99, 1L, 1L));

        List<Chart> hour = new Charts(store.database()).of(Charts.Span.HOUR);
        List<Chart> week = new Charts(store.database()).of(Charts.Span.WEEK);

        assertThat(hour).allSatisfy(chart -> assertThat(chart.points()).hasSize(60));
        assertThat(hour.get(1).total()).isEqualTo(12);
        assertThat(hour.get(1).points()).filteredOn(point -> point.number() > 0).hasSize(1);
        assertThat(week.get(1).total()).isEqualTo(111);
        assertThat(week.get(1).points()).hasSize(84);
    }

    @OnBothStores
    void aCarrierIsSilentWhenItIsSoForLongerThanEverBefore(TestStore store) {
        long now = store.database().clock().millis() / HOUR * HOUR;
        for (int hour = 10; hour < 60; hour++) {
            add(store.database(), minute("carrier:daily", now - hour * HOUR, 5, null, null));
            add(store.database(), minute("carrier:steady", now - (hour - 9) * HOUR, 5, null, null));
            if (hour % 9 == 0) {
                add(store.database(), minute("carrier:rare", now - hour * HOUR, 1, null, null));
            }
        }

        List<Silence.Silent> silent = new Silence(store.database()).now();

        assertThat(silent).extracting(Silence.Silent::carrier).containsExactly("daily");
        assertThat(silent.get(0).usual()).isEqualTo(Duration.ofHours(2));
        assertThat(silent.get(0).length()).isBetween(Duration.ofHours(9), Duration.ofHours(10));
    }

    @OnBothStores
    void theMinutesOfMoreThanADayAgoAreForgottenAndTheirHoursStay(TestStore store) {
        long now = store.database().clock().millis();
        add(
                store.database(),
                minute("events", now - 30 * HOUR, 3, null, null),
                minute("events", now - HOUR, 4, null, null));

        new Figures(store.database()).forgetMinutes(now);

        assertThat(store.database()
                        .<List<Long>>read(connection -> Sql.list(
                                connection, "SELECT number FROM figure ORDER BY step, number", row -> row.getLong(1))))
                .containsExactly(4L, 3L, 4L);
    }
}
