package io.caravanserai.label.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.label.buy.Purchase;
import io.caravanserai.label.buy.PurchaseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
    /** A Friday. */
    private static final long NOON = Instant.parse("2026-03-06T11:00:00Z").toEpochMilli();

    private static final CutOffs CALENDAR = CutOffs.parse("express=19:30 *=17:00 mon-fri Europe/Berlin");

    @Test
    void customersTakeTurnsWhateverEachHasWaiting() {
        List<LabelWork> work = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            work.add(work("big" + i, "BIG", "standard", 0, i));
        }
        work.add(work("small1", "SMALL", "standard", 0, 100));
        work.add(work("small2", "SMALL", "standard", 0, 101));

        List<String> order = order(CutOffs.NONE, work, NOON);

        assertThat(order.subList(0, 5)).containsExactly("big0", "small1", "big1", "small2", "big2");
    }

    @Test
    void whatClosesFirstTodayGoesFirstThenPriorityCounts() {
        List<LabelWork> work = List.of(
                work("express", "A", "express", 0, 1),
                work("urgent", "A", "standard", 5, 3),
                work("standard", "A", "standard", 0, 2));

        assertThat(order(CALENDAR, work, NOON)).containsExactly("urgent", "standard", "express");
        // at 17:30 in Berlin only express can still leave today, on Saturday nothing
        assertThat(order(CALENDAR, work, NOON + 5 * 3_600_000L + 1_800_000L))
                .containsExactly("express", "urgent", "standard");
        assertThat(order(CALENDAR, work, NOON + 24 * 3_600_000L)).containsExactly("urgent", "express", "standard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17:00", "*=17:00 mon-fri", "*=5pm mon-fri Europe/Berlin", "*=17:00 fri-mon Europe/Berlin"})
    void aCalendarThatCannotBeReadSaysWhatToWrite(String text) {
        assertThatThrownBy(() -> CutOffs.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("write express=19:30 *=17:00 mon-fri Europe/Berlin");
    }

    @Test
    void aServiceThatTheRouteSetsFirstGoesFirst() {
        List<LabelWork> work = List.of(
                work("standard", "A", "standard", 0, 1),
                work("slow", "A", "slow", 0, 2),
                work("express", "A", "express", 0, 3));

        assertThat(order(CutOffs.NONE, Priorities.parse("express=10 slow=-1 *=0"), work, NOON))
                .containsExactly("express", "standard", "slow");
        assertThatThrownBy(() -> Priorities.parse("express"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write express=10 *=0");
    }

    private static List<String> order(CutOffs cutOffs, List<LabelWork> work, long now) {
        return order(cutOffs, Priorities.NONE, work, now);
    }

    private static List<String> order(CutOffs cutOffs, Priorities priorities, List<LabelWork> work, long now) {
        Turns turns = new Turns(cutOffs, priorities);
        turns.fill(work);
        List<String> order = new ArrayList<>();
        while (!turns.isEmpty()) {
            order.add(turns.take(now).orElseThrow().id());
        }
        return order;
    }

    private static LabelWork work(String id, String customer, String service, int priority, long at) {
        return new LabelWork(
                id,
                "s" + id,
                customer,
                service,
                priority,
                at,
                new Purchase(new PurchaseState.Queued(), 0, 0, false, 0));
    }
}
