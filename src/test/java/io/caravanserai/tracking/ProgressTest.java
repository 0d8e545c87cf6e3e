package io.caravanserai.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.TrackingEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The order of arrival must not matter. */
class ProgressTest {
    @Property(tries = 500)
    void anyOrderOfArrivalEndsInTheSameStatus(
            @ForAll("journeys") List<TrackingEvent> events, @ForAll java.util.Random random) {
        List<TrackingEvent> shuffled = new java.util.ArrayList<>(events);
        java.util.Collections.shuffle(shuffled, random);

        Progress asTold = Progress.of(events);
        Progress asArrived = Progress.of(shuffled);

        assertThat(asArrived).isEqualTo(asTold);
        assertThat(asArrived.status()).isEqualTo(documented(events));
    }

    @Property(tries = 200)
    void repeatedEventsChangeNothing(@ForAll("journeys") List<TrackingEvent> events) {
        List<TrackingEvent> twice = new java.util.ArrayList<>(events);
        twice.addAll(events);

        assertThat(Progress.of(twice)).isEqualTo(Progress.of(events));
    }

    /** The rule in plain words: drop what may not follow the first delivery, take the latest of the rest. */
    private static @Nullable Mark documented(List<TrackingEvent> events) {
        List<Mark> marks = events.stream().map(Mark::of).toList();
        Optional<Mark> delivery = marks.stream().filter(Mark::handsOver).min(Comparator.naturalOrder());
        return marks.stream()
                .filter(mark -> delivery.isEmpty()
                        || (mark.moves() && mark.compareTo(delivery.get()) <= 0)
                        || mark.countsAfterDelivery())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    @Provide
    Arbitrary<List<TrackingEvent>> journeys() {
        Arbitrary<String> codes = Arbitraries.of(
                "order/created",
                "collection/collected",
                "in_transit/carrier_network",
                "delivery/notification",
                "delivery/out_for_delivery",
                "delivery/delivered",
                "post_delivery/proof",
                "post_delivery/claim",
                "return_to_sender/initiated",
                "return_to_sender/delivered",
                "exception/delay");
        // few instants, so that equal ones are common
        return Combinators.combine(codes, Arbitraries.integers().between(0, 6))
                .as((code, hour) -> Events.event("N1", code, hour))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
