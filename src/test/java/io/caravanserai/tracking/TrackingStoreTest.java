package io.caravanserai.tracking;

import static io.caravanserai.tracking.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

class TrackingStoreTest {
    private final KeptNews outbox = new KeptNews();

    @OnBothStores
    void aBatchIsToldInTheOrderOfTheJourneyAndOnce(TestStore store) {
        TrackingStore tracking = tracking(store);
        Shipments.add(store.database(), outbox, "A1", "S1", TrackingKey.Kind.TRACKING, "N1");
        List<TrackingEvent> batch = List.of(
                event("N1", "delivery/delivered", 5),
                event("N1", "collection/collected", 1),
                event("N1", "in_transit/carrier_network", 2),
                event("N1", "collection/collected", 1));

        Applied first = tracking.apply(batch);
        Applied again = tracking.apply(batch);

        assertThat(outbox.lines())
                .containsExactly(
                        "S1 <- N1-collection/collected-1",
                        "S1 <- N1-in_transit/carrier_network-2",
                        "S1 <- N1-delivery/delivered-5");
        assertThat(outbox.news)
                .noneMatch(news -> news.event().event().outOfOrder())
                .allMatch(news -> news.shipmentMetaData().equals(List.of(new TrackingEvent.MetaData("shop", "north"))));
        assertThat(first).extracting(Applied::stored, Applied::duplicates).containsExactly(3, 1);
        assertThat(first.notifications()).hasSize(3);
        assertThat(again).extracting(Applied::stored, Applied::duplicates).containsExactly(0, 4);
        assertThat(status(store.database(), "N1")).isEqualTo("delivery/delivered ended");
    }

    @OnBothStores
    void aLateEventIsFlaggedAndDoesNotMoveTheShipmentBack(TestStore store) {
        TrackingStore tracking = tracking(store);
        Shipments.add(store.database(), outbox, "A1", "S1", TrackingKey.Kind.TRACKING, "N1");

        tracking.apply(List.of(event("N1", "delivery/out_for_delivery", 4)));
        tracking.apply(List.of(event("N1", "collection/collected", 1)));
        tracking.apply(List.of(event("N1", "delivery/notification", 4)));

        assertThat(outbox.news.stream().map(news -> news.event().event().outOfOrder()))
                .containsExactly(false, true, false);
        assertThat(status(store.database(), "N1")).isEqualTo("delivery/out_for_delivery open");
    }

    @OnBothStores
    void afterDeliveryOnlyReturnsProofsAndClaimsMoveAShipment(TestStore store) {
        TrackingStore tracking = tracking(store);
        List<String> statuses = new ArrayList<>();

        for (TrackingEvent event : List.of(
                event("N1", "delivery/delivered", 5),
                event("N1", "in_transit/carrier_network", 6),
                event("N1", "post_delivery/proof", 7),
                event("N1", "post_delivery/claim", 8),
                event("N1", "return_to_sender/initiated", 9),
                event("N1", "in_transit/carrier_network", 10),
                event("N1", "return_to_sender/delivered", 11))) {
            tracking.apply(List.of(event));
            statuses.add(status(store.database(), "N1"));
        }

        assertThat(statuses)
                .containsExactly(
                        "delivery/delivered ended",
                        "delivery/delivered ended",
                        "post_delivery/proof ended",
                        "post_delivery/claim ended",
                        "return_to_sender/initiated open",
                        "return_to_sender/initiated open",
                        "return_to_sender/delivered ended");
    }

    @OnBothStores
    void aReissuedEventTakesThePlaceOfTheWrongOne(TestStore store) {
        TrackingStore tracking = tracking(store);
        tracking.apply(List.of(
                event("in_transit", "N1", "in_transit/carrier_network", 1, List.of(), null),
                event("wrong", "N1", "delivery/delivered", 2, List.of(), null),
                event("unknown", "N1", "other/unmapped", 3, List.of(), null)));

        tracking.apply(List.of(event("right", "N1", "delivery/out_for_delivery", 2, List.of(), "wrong")));

        assertThat(status(store.database(), "N1")).isEqualTo("delivery/out_for_delivery open");
        assertThat(count(store.database(), "SELECT COUNT(*) FROM tracking_event"))
                .isEqualTo(4);
    }

    @OnBothStores
    void aShipmentThatAppearsLateIsToldWhatWasKept(TestStore store) {
        TrackingStore tracking = tracking(store);
        tracking.apply(List.of(
                event("b", "N1", "in_transit/carrier_network", 2, List.of("ORDER-7", "CONS-1"), null),
                event("a", "N1", "collection/collected", 1, List.of(), null),
                event("c", "N2", "collection/collected", 1, List.of("CONS-1"), null)));

        Shipments.add(store.database(), outbox, "A1", "S1", TrackingKey.Kind.REFERENCE, "ORDER-7");
        Shipments.add(store.database(), outbox, "A2", "S2", TrackingKey.Kind.TRACKING, "CONS-1");
        tracking.apply(List.of(event("d", "N1", "delivery/delivered", 3, List.of(), null)));

        assertThat(outbox.lines())
                .startsWith("S1 <- a", "S1 <- b", "S2 <- a", "S2 <- c", "S2 <- b")
                .endsWith("S2 <- d")
                .contains("S1 <- d")
                .hasSize(7);
    }

    @OnBothStores
    void aReferenceThatTwoShipmentsHaveTellsNobody(TestStore store) {
        TrackingStore tracking = tracking(store);
        Shipments.add(store.database(), outbox, "A1", "S1", TrackingKey.Kind.REFERENCE, "ORDER-7");
        tracking.apply(List.of(event("a", "N1", "collection/collected", 1, List.of("ORDER-7"), null)));
        Shipments.add(store.database(), outbox, "A2", "S2", TrackingKey.Kind.REFERENCE, "ORDER-7");

        tracking.apply(List.of(
                event("b", "N1", "delivery/delivered", 2, List.of("ORDER-7"), null),
                event("c", "N9", "collection/collected", 2, List.of("ORDER-7"), null)));

        // N1 was learned while the reference was S1's alone
        assertThat(outbox.lines()).containsExactly("S1 <- a", "S1 <- b");
    }

    @OnBothStores
    void aParcelsNumberNamesTheParcelWhereParcelsAreTracked(TestStore store) {
        TrackingStore tracking = tracking(store);
        store.database().write(connection -> {
            Shipments.insert(connection, "A1", "S1", "parcel");
            Shipments.parcel(connection, "S1", "P1", 0);
            return Shipments.key(
                    connection, store.database(), outbox, "A1", "S1", "P1", TrackingKey.Kind.TRACKING, "N1");
        });

        tracking.apply(List.of(event("N1", "collection/collected", 1)));

        assertThat(outbox.news).singleElement().satisfies(news -> {
            assertThat(news.parcel()).isNotNull();
            assertThat(news.parcel().parcelUuidRef()).isEqualTo("ref-P1");
        });
    }

    @OnBothStores
    void aBadEventIsGivenBackAndTheOthersAreKept(TestStore store) {
        TrackingStore tracking = new TrackingStore(
                store.database(),
                (connection, news) -> {
                    if (news.stream()
                            .anyMatch(event -> event.event().event().id().equals("bad"))) {
                        throw new IllegalArgumentException("cannot be written");
                    }
                    return outbox.write(connection, news);
                },
                Clock.systemUTC());
        Shipments.add(store.database(), outbox, "A1", "S1", TrackingKey.Kind.TRACKING, "N1");

        Applied applied = tracking.apply(List.of(
                event("a", "N1", "collection/collected", 1, List.of(), null),
                event("bad", "N1", "in_transit/carrier_network", 2, List.of(), null),
                event("c", "N1", "delivery/delivered", 3, List.of(), null)));

        assertThat(applied.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.event().event().id()).isEqualTo("bad");
            assertThat(failure.reason()).contains("cannot be written");
        });
        assertThat(applied.stored()).isEqualTo(2);
        assertThat(outbox.lines()).containsExactly("S1 <- a", "S1 <- c");
    }

    @OnBothStores
    void unmappedCodesAreCounted(TestStore store) {
        TrackingStore tracking = tracking(store);
        tracking.apply(List.of(
                event("u1", "N1", "other/unmapped", 1, List.of(), null),
                event("u2", "N2", "other/unmapped", 1, List.of(), null)));
        tracking.apply(List.of(event("u3", "N3", "other/unmapped", 1, List.of(), null)));

        assertThat(count(store.database(), "SELECT seen FROM unmapped_code WHERE code = 'C-other/unmapped'"))
                .isEqualTo(3);
    }

    @OnBothStores
    void eventsAndShipmentsThatComeAtTheSameTimeDoNotMissEachOther(TestStore store) {
        TrackingStore tracking = tracking(store);
        List<String> told = java.util.Collections.synchronizedList(new ArrayList<>());
        Outbox collecting = (connection, news) -> news.stream()
                .map(event -> new Outbox.Notification(
                        event.shipmentId(), event.event().event().id()))
                .toList();
        TrackingStore rival = new TrackingStore(store.database(), collecting, Clock.systemUTC());

        List<CompletableFuture<Void>> both = IntStream.range(0, 60)
                .boxed()
                .flatMap(i -> java.util.stream.Stream.of(
                        CompletableFuture.runAsync(() -> rival.apply(
                                        List.of(event("e" + i, "N" + i, "collection/collected", 1, List.of(), null)))
                                .notifications()
                                .forEach(n -> told.add(n.key()))),
                        CompletableFuture.runAsync(() -> Shipments.add(
                                        store.database(), collecting, "A1", "S" + i, TrackingKey.Kind.TRACKING, "N" + i)
                                .forEach(n -> told.add(n.key())))))
                .toList();
        both.forEach(CompletableFuture::join);

        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).mapToObj(i -> "S" + i).toList());
        assertThat(tracking.apply(List.of()).stored()).isZero();
    }

    private TrackingStore tracking(TestStore store) {
        return new TrackingStore(store.database(), outbox, Clock.systemUTC());
    }

    private static long count(Database database, String sql) {
        return database.read(connection -> Sql.number(connection, sql));
    }

    private static String status(Database database, String number) {
        return database.read(connection -> Sql.first(
                        connection,
                        "SELECT milestone, code, terminal FROM tracking_status WHERE carrier_id = 'acme' AND carrier_tracking_id = ?",
                        row -> row.getString(1) + "/" + row.getString(2) + (row.getInt(3) == 1 ? " ended" : " open"),
                        number)
                .orElse("none"));
    }
}
