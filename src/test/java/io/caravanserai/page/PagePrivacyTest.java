package io.caravanserai.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.util.List;
import java.util.Map;

/** The page tells nothing about a person, and nothing that is told to it becomes markup. */
class PagePrivacyTest {
    /** Stands wherever a person's data may stand. */
    private static final String CANARY = "canary";

    @OnBothStores
    void nothingPersonalButTheCityIsShown(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);
        String token = kit.shipment("S-canary", List.of("canary-1", "canary-2"));
        store.database().write(connection -> {
            Sql.update(connection, "UPDATE account SET name = 'canary'");
            Sql.update(
                    connection, "UPDATE parcel SET uuid_ref = 'canary-' || id, meta_data = '[{\"key\":\"canary\"}]'");
            return Sql.update(
                    connection,
                    """
                    UPDATE shipment SET uuid_ref = 'canary', carrier_tracking_id = 'canary', carrier_service = 'canary',
                        meta_data = '[{"key":"canary","value":"canary"}]', shipment_refs = '{"shipper":"canary"}',
                        request = '{"to_address":"canary"}', prepared = '{"to_address":"canary"}'""");
        });
        kit.keep(
                personal("canary-1", "in_transit", "carrier_network", "2026-11-20T10:00:00+01:00", false),
                personal("canary-1", "other", "unmapped", "2026-11-20T11:00:00+01:00", false),
                personal("canary-2", "delivery", "delivered", "2026-11-21T10:00:00+01:00", true));

        String page = kit.html(token);

        assertThat(page).contains("Oslo, Norway", "On its way", "News of the shipment", "Delivered");
        assertThat(page).doesNotContainIgnoringCase(CANARY).doesNotContain("59.9", "10.7");
    }

    private static TrackingEvent personal(String number, String milestone, String code, String time, boolean ended) {
        return new TrackingEvent(
                TrackingEvent.VERSION,
                "acme",
                number,
                List.of(CANARY),
                ended ? 90 : 0,
                ended,
                java.time.OffsetDateTime.parse(time).toInstant().toEpochMilli(),
                time,
                new TrackingEvent.Origin(CANARY, new InboundMessage.Source(CANARY, CANARY, 0, 0), CANARY, CANARY),
                new TrackingEvent.Event(
                        number + time,
                        List.of(new TrackingEvent.MetaData(CANARY, CANARY)),
                        new TrackingEvent.EventTime(time, time),
                        new TrackingEvent.Codes(
                                new TrackingEvent.Codes.Gluey(milestone, code, null, CANARY),
                                new TrackingEvent.Codes.Carrier(CANARY, CANARY, CANARY)),
                        new TrackingEvent.Location(
                                new TrackingEvent.LocationCoding(CANARY, CANARY, CANARY),
                                new TrackingEvent.Address(CANARY, "Oslo", CANARY, CANARY, "NO"),
                                new TrackingEvent.Geo(59.91, 10.75)),
                        CANARY,
                        new TrackingEvent.Other(CANARY, CANARY, new TrackingEvent.DeliveryConfirmation(CANARY)),
                        CANARY,
                        "offset",
                        false,
                        null));
    }

    @OnBothStores
    void whatCarriersAndCustomersSayNeverBecomesMarkup(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);
        String token = kit.shipment("N1");
        String evil = "</style><script>alert('1')</script><b a=\"&";
        kit.keep(PageKit.event(
                "N1",
                "in_transit/carrier_network",
                "2026-11-20T10:00:00+01:00",
                "offset",
                evil,
                null,
                new TrackingEvent.Address(null, evil, null, null, evil)));
        store.database()
                .write(connection -> Sql.update(
                        connection,
                        "INSERT INTO account_brand (account_number, title, support_url, updated_at) VALUES ('A1',?,?,0)",
                        evil,
                        "https://shop.example/?a=1&b='"));

        String page = kit.html(token, evil);

        assertThat(page)
                .contains("&lt;/style&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&lt;b a=&quot;&amp;")
                .contains("href=\"https://shop.example/?a=1&amp;b=&#39;\"")
                .doesNotContain("<script>", "alert('", "<b ");
        assertThat(page.split("<script", -1)).as("the hub's own alone").hasSize(2);
    }

    @OnBothStores
    void noCacheNoSearchEngineNoFrameAndNoOtherSiteGetsToIt(TestStore store) throws Exception {
        PageKit kit = PageKit.of(store);

        HttpAnswer answer = kit.get(kit.shipment("N1"), Map.of());

        assertThat(answer.headers())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Cache-Control", "private, no-store")
                .containsEntry("X-Robots-Tag", "noindex, nofollow")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("X-Frame-Options", "DENY")
                .containsEntry("Vary", "Accept-Language");
        assertThat(answer.headers().get("Content-Security-Policy"))
                .matches("default-src 'none'; style-src 'sha256-[\\w+/=]{44}'; img-src 'self' data:; script-src 'self';"
                        + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    @OnBothStores
    void behindAProxyWithAPathAllIsFoundBelowThatPath(TestStore store) throws Exception {
        PageKit kit = PageKit.at(store, "https://shop.example/hub");

        assertThat(kit.html(kit.shipment("N1")))
                .contains(
                        "<script defer src=\"/hub/tracker/hub.js\" data-source=\"tracking-page\" data-page=\"/t/\" data-profile-less></script>");
        assertThat(PageKit.of(store).html(kit.shipment("N2")))
                .contains(
                        "<script defer src=\"/tracker/hub.js\" data-source=\"tracking-page\" data-page=\"/t/\" data-profile-less></script>");
    }
}
