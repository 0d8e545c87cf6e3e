package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Ids;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.event.TrackingEvent.MetaData;
import io.caravanserai.harmonize.TrackerEventType;
import io.caravanserai.tracking.ShipmentEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrackerUpdateTest {
    private static final TrackerTarget TARGET = new TrackerTarget("shop", null);
    private static final TrackerEventType TYPE = new TrackerEventType("order-delivered", "order-picked-up");

    private static JsonNode payload(ShipmentEvent news, TrackerTarget target) throws Exception {
        return Json.parse(TrackerUpdate.body(news, target, TYPE));
    }

    private static JsonNode event(ShipmentEvent news) throws Exception {
        return payload(news, TARGET).at("/events/0");
    }

    private static ShipmentEvent of(String shipment, @Nullable String parcel, TrackingEvent event) {
        return new ShipmentEvent(
                FreshStore.ACCOUNT,
                shipment,
                "order-1",
                List.of(
                        new MetaData("customer_no", " C-7 "),
                        new MetaData("mail", "a@b.example"),
                        new MetaData("no", " ")),
                "parcel",
                parcel == null
                        ? null
                        : new ShipmentEvent.Parcel(
                                parcel, "box-" + parcel, "TN1", List.of(new MetaData("mail", "a@b.example"))),
                event);
    }

    private static TrackingEvent taken(String id, @Nullable String signedBy) {
        return News.event(id, "acme", "delivery", "delivered", signedBy);
    }

    @Test
    void aShipmentsEventIsAPayloadOfOneEvent() throws Exception {
        String session = Ids.named(TrackerUpdate.NAMESPACE, "S1");

        JsonNode payload = payload(of("S1", null, taken("e1", null)), TARGET);

        assertThat(payload)
                .isEqualTo(Json.kept(
                        """
                        {"source": {"id": "shop"}, "session": {"id": "%1$s"}, "profile": {"id": "%1$s"},
                         "options": {"saveSession": true, "saveProfile": true, "saveEvents": true},
                         "events": [{"id": "%2$s", "type": "order-delivered",
                          "time": {"create": "2026-03-02T10:00:00Z"},
                          "properties": {"id": "order-1", "status": "order-picked-up", "event_id": "e1", "shipment_id": "S1", "shipment_uuid_ref": "order-1",
                           "carrier_id": "acme", "carrier_tracking_id": "TNe1", "event_time": "2026-03-02T11:00:00+01:00",
                           "time_basis": "offset",
                           "milestone": "delivery", "code": "delivered", "carrier_code": "OT",
                           "text": "Out, \\"for\\" delivery", "city": "Lund", "iso_country": "SE",
                           "out_of_order": false}}]}"""
                                .formatted(session, Ids.named(TrackerUpdate.NAMESPACE, "e1/S1"))));
    }

    @Test
    void theSameFactHasTheSameIdAndEachShipmentAndParcelIsAFactOfItsOwn() throws Exception {
        List<String> ids = List.of(
                event(of("S1", null, taken("e1", null))).path("id").asText(),
                event(of("S1", "P1", taken("e1", null))).path("id").asText(),
                event(of("S1", "P2", taken("e1", null))).path("id").asText(),
                event(of("S2", null, taken("e1", null))).path("id").asText(),
                event(of("S1", null, taken("e2", null))).path("id").asText());

        assertThat(ids)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
        assertThat(event(of("S1", "P1", taken("e1", "Ann"))).path("id").asText())
                .isEqualTo(ids.get(1));
    }

    @Test
    void theProfileIsWhatTheShipmentSaysOrElseTheShipment() throws Exception {
        ShipmentEvent news = of("S1", null, taken("e1", null));
        String session = payload(news, TARGET).at("/session/id").asText();

        Map<String, String> profiles = Map.of("customer_no", "C-7", "no", session, "missing", session);

        for (Map.Entry<String, String> wanted : profiles.entrySet()) {
            JsonNode payload = payload(news, new TrackerTarget("shop", wanted.getKey()));
            assertThat(payload.at("/profile/id").asText()).isEqualTo(wanted.getValue());
            assertThat(payload.at("/session/id").asText()).isEqualTo(session);
        }
    }

    @Test
    void nobodyIsNamed() throws Exception {
        String told = payload(of("S1", "P1", taken("e1", "out")), TARGET).toString();

        assertThat(told)
                .doesNotContain("a@b.example")
                .doesNotContain("\"text\"")
                .doesNotContain("22100");
        assertThat(event(of("S1", "P1", taken("e1", "Ann Berg")))
                        .at("/properties/text")
                        .asText())
                .startsWith("Out");
    }

    @Test
    void aCorrectedEventIsAnotherOneThatNamesTheFirst() throws Exception {
        TrackingEvent first = taken("e1", null);

        JsonNode corrected = event(of("S1", null, first.reissued("e9", "e1").asOutOfOrder()));

        assertThat(corrected.path("id"))
                .isNotEqualTo(event(of("S1", null, first)).path("id"));
        assertThat(corrected.at("/properties/event_id").asText()).isEqualTo("e9");
        assertThat(corrected.at("/properties/replaces").asText()).isEqualTo("e1");
        assertThat(corrected.at("/properties/out_of_order").asBoolean()).isTrue();
    }
}
