package io.caravanserai.shipment;

import static io.caravanserai.tracking.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.AccountStore;
import io.caravanserai.account.Caller;
import io.caravanserai.account.CustomerGuard;
import io.caravanserai.admin.AdminApi;
import io.caravanserai.http.FailedCalls;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.page.PageLinks;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.TrackApi;
import io.caravanserai.tracking.TrackingStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Trackers and the questions where shipments are. */
class TrackingCallsTest {
    private static final String TRACKER = "{\"carrier_id\":\"acme\",\"tracking_number\":\"%s\"}";

    private final List<Outbox.Notification> woken = new ArrayList<>();

    @OnBothStores
    void aTrackerIsMadeOnceForEachNumber(TestStore store) {
        TrackerApi api = trackers(store, Outbox.NONE);
        Caller caller = caller(store);

        HttpAnswer first = caller.post(api::create, TRACKER.formatted("N1"));
        HttpAnswer again = caller.post(api::create, TRACKER.formatted(" N1 "));
        HttpAnswer others = caller(store).post(api::create, TRACKER.formatted("N1"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(id(again)).isEqualTo(id(first));
        assertThat(id(others)).isNotEqualTo(id(first));
        assertThat(page(first)).matches("https://hub.test/t/[\\w-]{22}");
        assertThat(page(again)).isEqualTo(page(first));
        assertThat(page(others)).isNotEqualTo(page(first));
        assertThat(count(store, "SELECT COUNT(*) FROM tracking_key WHERE kind = 'tracking'"))
                .isEqualTo(2);
    }

    @OnBothStores
    void equalTrackersAtTheSameTimeAreOne(TestStore store) {
        TrackerApi api = trackers(store, Outbox.NONE);
        Caller caller = caller(store);

        List<CompletableFuture<HttpAnswer>> calls = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> caller.post(api::create, TRACKER.formatted("N1"))))
                .toList();

        assertThat(calls.stream()
                        .map(CompletableFuture::join)
                        .map(TrackingCallsTest::id)
                        .distinct())
                .hasSize(1);
    }

    @OnBothStores
    void aListAnswersAListAndSaysWhichFail(TestStore store) {
        TrackerApi api = trackers(store, Outbox.NONE);
        Caller caller = caller(store);
        String thousand = IntStream.range(0, 1_000)
                .mapToObj(i -> TRACKER.formatted("N" + i))
                .collect(Collectors.joining(",", "[", "]"));

        HttpAnswer all = caller.post(api::create, thousand);
        HttpAnswer some = caller.post(
                api::create,
                "[" + TRACKER.formatted("N1") + ",{\"carrier_id\":\"nobody\",\"tracking_number\":\"N2\"},{},"
                        + "{\"carrier_id\":\"acme\",\"tracking_number\":\"M1\",\"uuid_ref\":\"u\"},"
                        + "{\"carrier_id\":\"acme\",\"tracking_number\":\"M2\",\"uuid_ref\":\"u\"}]");
        HttpAnswer tooMany = caller.post(api::create, thousand.replace("]", "," + TRACKER.formatted("X") + "]"));

        assertThat(all.status()).isEqualTo(201);
        assertThat(Caller.json(all)).hasSize(1_000);
        assertThat(some.status()).isEqualTo(207);
        assertThat(Caller.json(some).findValuesAsText("status")).containsExactly("201", "422", "422", "201", "409");
        assertThat(new String(some.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("$[1].carrier_id", "$[2].tracking_number");
        assertThat(tooMany.status()).isEqualTo(422);
    }

    @OnBothStores
    void aTrackerThatComesLateIsToldTheWholeJourney(TestStore store) {
        tracking(store).apply(List.of(event("N1", "delivery/delivered", 5), event("N1", "collection/collected", 1)));
        TrackerApi api = trackers(store, (connection, news) -> news.stream()
                .map(n -> new Outbox.Notification(
                        n.shipmentId(), n.event().event().id()))
                .toList());

        caller(store).post(api::create, TRACKER.formatted("N1"));

        assertThat(woken)
                .extracting(Outbox.Notification::deliveryId)
                .containsExactly("N1-collection/collected-1", "N1-delivery/delivered-5");
    }

    @OnBothStores
    void whereAShipmentIsIsAnsweredOldestFirst(TestStore store) {
        TrackApi track = new TrackApi(guard(store), store.database());
        Caller caller = caller(store);
        String id = id(caller.post(
                trackers(store, Outbox.NONE)::create,
                "{\"carrier_id\":\"acme\",\"tracking_number\":\"N1\",\"references\":{\"shipper\":\"O-1\"}}"));
        HttpAnswer before = caller.get(track::get, id);
        tracking(store).apply(List.of(event("N1", "delivery/delivered", 5), event("N1", "collection/collected", 1)));

        HttpAnswer answer = caller.get(track::get, id);

        assertThat(before.status()).isEqualTo(204);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("x-last-updated")).matches("20.*Z");
        JsonNode shown = Caller.json(answer);
        assertThat(shown.at("/references/shipper").asText()).isEqualTo("O-1");
        assertThat(shown.at("/tracking_data/events").findValuesAsText("milestone"))
                .containsExactly("collection", "delivery");
        assertThat(shown.at("/tracking_data").has("current_eta")).isTrue();
        assertThat(shown.at("/tracking_data").has("delivery_confirmation")).isTrue();
    }

    @OnBothStores
    void parcelsHaveTheirOwnEventsWhereParcelsAreTracked(TestStore store) {
        Caller caller = caller(store);
        ShipmentApi shipments = new ShipmentApi(
                guard(store),
                store.database(),
                new ShipmentStore(store.database(), Outbox.NONE),
                Preparations.patient(),
                new Carriers(any -> true, any -> true, any -> List.of()),
                new PageLinks(store.database(), () -> ShipmentCalls.PAGES),
                woken::addAll,
                Clock.systemUTC());
        var request = Requests.small();
        request.withObject("/carrier").put("code", "acme");
        Requests.shipment(request)
                .withArray("/parcels")
                .add(request.at("/shipment/parcels/0").deepCopy());
        JsonNode made = Caller.json(caller.post(shipments::create, request.toString()));
        String id = made.path("id").asText();
        String parcel = made.at("/parcels/1/id").asText();
        store.database()
                .write(c -> Sql.update(
                        c,
                        "INSERT INTO tracking_key VALUES ('acme','P2',?,?,?,'tracking',0)",
                        id,
                        parcel,
                        caller.account()));

        tracking(store).apply(List.of(event("P2", "collection/collected", 1)));
        JsonNode shown = Caller.json(caller.get(new TrackApi(guard(store), store.database())::get, id));

        assertThat(made.path("tracking_level").asText()).isEqualTo("parcel");
        assertThat(shown.at("/tracking_data/events")).isEmpty();
        assertThat(shown.at("/parcels/0/tracking_data/events")).isEmpty();
        assertThat(shown.at("/parcels/1/tracking_data/events")).hasSize(1);
        assertThat(Caller.json(caller.get(shipments::get, id))
                        .at("/parcels/1/tracking_status/code")
                        .asText())
                .isEqualTo("collected");
    }

    @OnBothStores
    void aQueryIsRefusedAsAWholeForOneForeignOrUnknownId(TestStore store) {
        HttpHandler track = new TrackApi(guard(store), store.database())::list;
        Caller caller = caller(store);
        String mine = id(caller.post(trackers(store, Outbox.NONE)::create, TRACKER.formatted("N1")));
        String foreign = id(caller(store).post(trackers(store, Outbox.NONE)::create, TRACKER.formatted("N2")));
        String many = IntStream.range(0, 101).mapToObj(i -> "\"i" + i + "\"").collect(Collectors.joining(","));

        assertThat(caller.post(track, "{\"ids\":[\"%s\"]}".formatted(mine)).status())
                .isEqualTo(204);
        HttpAnswer mixed = caller.post(track, "{\"ids\":[\"%s\",\"%s\",\"none\"]}".formatted(mine, foreign));
        assertThat(mixed.status()).isEqualTo(403);
        assertThat(Caller.json(mixed).path("detail").asText()).contains(foreign).doesNotContain(mine);
        assertThat(caller.post(track, "{\"ids\":[\"%s\",\"none\"]}".formatted(mine))
                        .status())
                .isEqualTo(404);
        assertThat(caller.post(track, "{\"ids\":[" + many + "]}").status()).isEqualTo(422);
        assertThat(caller.post(track, "{\"ids\":[1]}").status()).isEqualTo(422);
        assertThat(caller.post(track, "{\"ids\":[],\"source\":{}}").status()).isEqualTo(422);
        assertThat(caller.with("accept", "text/html").post(track, "{}").status())
                .isEqualTo(406);
    }

    @OnBothStores
    void operatorsSeeUnmappedCodesAndCounts(TestStore store) {
        caller(store).post(trackers(store, Outbox.NONE)::create, TRACKER.formatted("N1"));
        tracking(store)
                .apply(List.of(
                        event("N1", "other/unmapped", 1),
                        event("N2", "other/unmapped", 2),
                        event("N1", "order/created", 0)));
        AdminApi admin =
                new AdminApi(store.database(), () -> List.of("acme"), Map.of("extra", () -> 7), Clock.systemUTC());
        Caller operator = new Caller("", Map.of());

        JsonNode unmapped = Caller.json(operator.get(admin::unmapped, ""));
        JsonNode stats = Caller.json(operator.get(admin::stats, ""));

        assertThat(unmapped.at("/unmapped/0/code").asText()).isEqualTo("C-other/unmapped");
        assertThat(unmapped.at("/unmapped/0/seen").asInt()).isEqualTo(2);
        assertThat(unmapped.at("/unmapped/0/sample/inbound_id").asText()).isEqualTo("m1");
        assertThat(stats.path("tracking_events").asInt()).isEqualTo(3);
        assertThat(stats.path("trackers").asInt()).isEqualTo(1);
        assertThat(stats.path("extra").asInt()).isEqualTo(7);
        assertThat(Caller.json(operator.get(admin::carriers, ""))
                        .at("/carriers/0")
                        .asText())
                .isEqualTo("acme");
    }

    private TrackerApi trackers(TestStore store, Outbox outbox) {
        return new TrackerApi(
                guard(store),
                new TrackerStore(store.database(), outbox, new PageLinks(store.database(), () -> ShipmentCalls.PAGES)),
                "acme"::equals,
                woken::addAll,
                Clock.systemUTC());
    }

    private static TrackingStore tracking(TestStore store) {
        return new TrackingStore(store.database(), Outbox.NONE, Clock.systemUTC());
    }

    private static CustomerGuard guard(TestStore store) {
        return new CustomerGuard(
                new AccountStore(store.database(), Clock.systemUTC()),
                1_000,
                new FailedCalls(1_000, Clock.systemUTC()),
                Clock.systemUTC());
    }

    private static Caller caller(TestStore store) {
        return Caller.of(new AccountStore(store.database(), Clock.systemUTC()));
    }

    @OnBothStores
    void anOlderShipmentGetsItsTrackingPageWhenItIsFirstAskedFor(TestStore store) {
        TrackerApi api = trackers(store, Outbox.NONE);
        Caller caller = caller(store);
        String id = id(caller.post(api::create, TRACKER.formatted("N1")));
        store.database().write(connection -> Sql.update(connection, "UPDATE shipment SET page_token = NULL"));

        String byTracker = page(caller.post(api::create, TRACKER.formatted("N1")));
        String byShipment = page(caller.get(ShipmentCalls.api(store)::get, id));
        store.database().write(connection -> Sql.update(connection, "UPDATE shipment SET page_token = NULL"));
        String anew = page(caller.get(ShipmentCalls.api(store)::get, id));

        assertThat(byTracker).matches("https://hub.test/t/[\\w-]{22}").isEqualTo(byShipment);
        assertThat(anew).matches("https://hub.test/t/[\\w-]{22}").isNotEqualTo(byTracker);
    }

    private static String page(HttpAnswer answer) {
        return Caller.json(answer).path("tracking_page_url").asText();
    }

    private static String id(HttpAnswer answer) {
        return Caller.json(answer).path("id").asText();
    }

    private static long count(TestStore store, String sql) {
        return store.database().read(connection -> Sql.number(connection, sql));
    }
}
