package io.caravanserai.page;

import static io.caravanserai.page.PageKit.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What the page of a shipment shows. */
class TrackingPageTest {
    @OnBothStores
    void tellsWhereAShipmentIsWhenItComesAndItsHistoryByDay(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);
        String token = kit.shipment("N1");
        kit.keep(
                event("N1", "order/created", "2026-11-18T12:00:00+00:00", "offset", null, "date"),
                event("N1", "collection/collected", "2026-11-19T17:30:00+00:00", "unknown", null, null),
                event("N1", "in_transit/departed_carrier_facility", "2026-11-20T23:10:00+01:00"),
                event(
                        "N1",
                        "delivery/out_for_delivery",
                        "2026-11-21T07:05:00+05:30",
                        "zone",
                        "2026-11-21T16:00:00",
                        null));

        String page = kit.html(token);

        assertThat(page)
                .contains("<title>Out for delivery – Track your shipment</title>")
                .contains("<h1>Out for delivery</h1>")
                .containsSubsequence(
                        "Estimated delivery</span>",
                        "<time datetime=\"2026-11-21T16:00:00\">Saturday, November 21, 2026, <span class=\"clock\">16:00</span></time>")
                .containsSubsequence("Ordered", "Picked up", "On its way", "aria-current=\"step\">Out for delivery")
                .containsSubsequence(
                        "<h2>History</h2>",
                        "<h3>Saturday, November 21, 2026</h3>",
                        "Out for delivery</span>",
                        "Oslo, Norway",
                        "<time datetime=\"2026-11-21T07:05:00+05:30\">07:05 <small>UTC+5:30</small></time>",
                        "<h3>Friday, November 20, 2026</h3>",
                        "Left a sorting centre",
                        "<time datetime=\"2026-11-20T23:10:00+01:00\">23:10 <small>UTC+1</small></time>",
                        "<h3>Thursday, November 19, 2026</h3>")
                .as("no offset that the carrier did not tell")
                .contains("<time datetime=\"2026-11-19T17:30:00\">17:30</time>")
                .as("no time where only a day was told")
                .contains("<time datetime=\"2026-11-18\"></time>");
    }

    @OnBothStores
    void afterTheDeliveryThereIsNoEstimate(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);
        String token = kit.shipment("N1");
        kit.keep(
                event("N1", "in_transit/carrier_network", "2026-11-20T10:00:00+01:00", "offset", "2026-11-21", null),
                event("N1", "delivery/delivered/left_with_neighbor", "2026-11-21T10:00:00+01:00"));

        assertThat(kit.html(token))
                .contains("<h1>Delivered to a neighbour</h1>", "class=\"status delivered\"")
                .contains("aria-current=\"step\">Delivered")
                .doesNotContain("Estimated");
    }

    @OnBothStores
    void troubleIsToldBesideTheStatus(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);
        String token = kit.shipment("N1");
        kit.keep(
                event("N1", "in_transit/carrier_network", "2026-11-20T10:00:00+01:00", "offset", "2026-11-23", null),
                event("N1", "exception/delay/due_to_weather", "2026-11-20T12:00:00+01:00"));

        assertThat(kit.html(token))
                .contains("<h1>On its way</h1>")
                .containsSubsequence("class=\"notice\"", "Later than planned because of the weather")
                .contains("<time datetime=\"2026-11-23\">Monday, November 23, 2026</time>");
    }

    @OnBothStores
    void shipmentsWithoutNewsAndCancelledOnesSaySo(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);

        String quiet = kit.html(kit.shipment("N1"));
        String cancelled = kit.html(kit.cancelled("N2"));

        assertThat(quiet).contains("<h1>Waiting for news of the carrier</h1>", "As soon as the carrier tells");
        assertThat(cancelled)
                .contains("<h1>This shipment was cancelled</h1>", "It will not travel.")
                .doesNotContain("History");
    }

    @OnBothStores
    void parcelsThatTravelByThemselvesHaveTheirOwnHistory(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);
        String token = kit.shipment("S", List.of("P1", "P2"));
        kit.keep(
                event("P1", "delivery/delivered", "2026-11-21T10:00:00+01:00"),
                event("P2", "delivery/delivered/pudo_point", "2026-11-21T11:00:00+01:00"));

        assertThat(kit.html(token))
                .contains("<h1>1 of 2 parcels delivered</h1>")
                .containsSubsequence("<h2>Parcel 1 of 2</h2>", "<h3>Delivered</h3>", "<details open>", "10:00")
                .containsSubsequence("<h2>Parcel 2 of 2</h2>", "<h3>Ready for pick-up in a shop</h3>", "11:00");
    }

    @OnBothStores
    void aLongHistoryStaysSmall(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);
        String token = kit.shipment("N1");
        TrackingEvent[] events = new TrackingEvent[40];
        for (int i = 0; i < events.length; i++) {
            events[i] = event(
                    "N1",
                    "in_transit/arrived_at_carrier_facility",
                    "2026-11-%02dT10:00:00+01:00".formatted(1 + i % 28));
        }
        for (int i = 28; i < events.length; i++) {
            events[i] = event("N1", "customs/held", "2026-11-%02dT11:00:00+01:00".formatted(i - 27));
        }
        kit.keep(events);

        byte[] page = kit.html(token).getBytes(StandardCharsets.UTF_8);

        assertThat(new String(page, StandardCharsets.UTF_8).split("class=\"what\"", -1))
                .hasSize(41);
        assertThat(page.length).isLessThan(30_000);
    }

    @OnBothStores
    void whateverTheTokenAPageThatIsNotThereLooksTheSame(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);
        String erased = kit.shipment("N1");
        kit.keep(event("N1", "delivery/delivered", "2026-11-21T10:00:00+01:00"));
        store.database()
                .write(connection -> Sql.update(connection, "DELETE FROM tracking_key")
                        + Sql.update(connection, "DELETE FROM shipment"));

        HttpAnswer gone = kit.get(erased, Map.of("User-Agent", PageKit.BROWSER));
        HttpAnswer never = kit.get(PageToken.next(), Map.of("User-Agent", PageKit.BROWSER));
        HttpAnswer nonsense = kit.get("\u0000'; DROP TABLE shipment", Map.of("User-Agent", PageKit.BROWSER));

        assertThat(gone.status()).isEqualTo(404);
        assertThat(new String(gone.body(), StandardCharsets.UTF_8))
                .contains("<h1>This page cannot be found</h1>")
                .doesNotContain("<script");
        for (HttpAnswer other : List.of(never, nonsense)) {
            assertThat(other.status()).isEqualTo(404);
            assertThat(other.headers()).isEqualTo(gone.headers());
            assertThat(other.body()).isEqualTo(gone.body());
        }
        assertThat(kit.watched()).isEmpty();
    }

    @OnBothStores
    void whoGuessesOrCallsTooOftenIsSlowedDown(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);
        String token = kit.shipment("N1");

        for (int i = 0; i < 40; i++) {
            assertThat(kit.get(PageToken.next(), Map.of()).status()).isEqualTo(404);
        }
        HttpAnswer guess = kit.get(PageToken.next(), Map.of());
        for (int i = 0; i < 20; i++) {
            assertThat(kit.get(token, Map.of()).status())
                    .as("behind the proxy of who guesses")
                    .isEqualTo(200);
        }
        HttpAnswer view = kit.get(token, Map.of());

        assertThat(List.of(guess, view)).extracting(HttpAnswer::status).containsOnly(429);
        assertThat(view.headers()).containsEntry("Retry-After", "1");
    }

    @OnBothStores
    void onlyPeopleWatch(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);
        String token = kit.shipment("N1");

        kit.get(token, Map.of("User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1)"));
        kit.get(token, Map.of("User-Agent", "WhatsApp/2.23 link preview"));
        kit.get(token, Map.of("User-Agent", PageKit.BROWSER, "Sec-Purpose", "prefetch;prerender"));
        kit.get(token, Map.of());
        assertThat(kit.watched()).isEmpty();

        kit.get(token, Map.of("User-Agent", PageKit.BROWSER));
        assertThat(kit.watched()).containsExactly("N1");
    }
}
