package io.caravanserai.shipment;

import static io.caravanserai.shipment.ShipmentCalls.api;
import static io.caravanserai.shipment.ShipmentCalls.caller;
import static io.caravanserai.shipment.ShipmentCalls.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.account.Caller;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a shipment is prepared by, as {@code POST /shipments} keeps and tells it. */
class PreparedShipmentTest {
    @OnBothStores
    void whatIsPreparedIsKeptBesideTheRequestAndTold(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        ObjectNode request = Requests.small();
        request.withObject("/gluey_services/paid").put("address_correction", true);
        request.withObject("/gluey_services/free").put("exchange_rate_conversion", "NOK");
        Requests.shipment(request)
                .withObject("/addresses/to_address")
                .put("city", "2100 København")
                .remove("postal_code");

        JsonNode made = Caller.json(caller.post(api::create, request.toString()));

        assertThat(made.at("/preparation/changes").findValuesAsText("path"))
                .containsExactly(
                        "$.shipment.addresses.to_address.postal_code",
                        "$.shipment.addresses.to_address.city",
                        "$.shipment.parcels[0].items[0].unit_value");
        assertThat(made.at("/preparation/exchange_rates/0").toString())
                .isEqualTo("{\"from\":\"EUR\",\"to\":\"NOK\",\"rate\":11.765,\"date\":\"2024-04-19\","
                        + "\"source\":\"European Central Bank, euro reference rates, as they come with the hub\"}");
        JsonNode seen = Caller.json(caller.get(api::get, made.path("id").asText()));
        assertThat(seen.path("preparation")).isEqualTo(made.path("preparation"));
        assertThat(kept(store, "request")).isEqualTo(request);
        assertThat(kept(store, "prepared")
                        .at("/shipment/addresses/to_address/city")
                        .asText())
                .isEqualTo("København");
        assertThat(kept(store, "prepared")
                        .at("/shipment/parcels/0/items/0/unit_value")
                        .toString())
                .isEqualTo("{\"amount\":111.77,\"currency\":\"NOK\"}");
    }

    @OnBothStores
    void whatNeedsNoPreparationIsKeptOnce(TestStore store) {
        ShipmentApi api = api(store);

        JsonNode made =
                Caller.json(caller(store).post(api::create, Requests.small().toString()));

        assertThat(made.has("preparation")).isFalse();
        assertThat(count(store, "SELECT COUNT(*) FROM shipment WHERE prepared IS NULL AND preparation IS NULL"))
                .isEqualTo(1);
    }

    @OnBothStores
    void aFaultyAddressIsRefusedUnlessItsCorrectionIsAskedFor(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        ObjectNode request = Requests.small();
        Requests.shipment(request).withObject("/addresses/to_address").put("postal_code", "DK-2100");

        HttpAnswer refused = caller.post(api::create, request.toString());
        request.withObject("/gluey_services/paid").put("address_correction", true);
        HttpAnswer corrected = caller.post(api::create, request.toString());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(Caller.json(refused).at("/detail/0/path").asText())
                .isEqualTo("$.shipment.addresses.to_address.postal_code");
        assertThat(Caller.json(refused).at("/detail/0/msg").asText()).contains("did you mean '2100'?");
        assertThat(corrected.status()).isEqualTo(202);
        assertThat(count(store, "SELECT COUNT(*) FROM shipment")).isEqualTo(1);
    }

    @OnBothStores
    void ratesThatAreTooOldConvertNothing(TestStore store) {
        ShipmentApi api = api(store, Preparations.with(Duration.ofDays(7)));
        ObjectNode request = Requests.small();
        request.withObject("/gluey_services/free").put("exchange_rate_conversion", "NOK");

        HttpAnswer answer = caller(store).post(api::create, request.toString());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(Caller.json(answer)
                        .at("/gluey_error_classification/error_code")
                        .asText())
                .isEqualTo("exchange_rates_stale");
        assertThat(Caller.json(answer).path("detail").asText())
                .startsWith("The newest exchange rates are of 2024-04-19, older than 7 days (hub.fx.max-age)");
        assertThat(count(store, "SELECT COUNT(*) FROM shipment")).isZero();
    }

    @OnBothStores
    void aRepeatedRequestIsAnsweredAsBeforeWhateverBecameOfTheRates(TestStore store) {
        Caller caller = caller(store).with("idempotency-key", "k-1");
        ObjectNode request = Requests.small();
        request.withObject("/gluey_services/free").put("exchange_rate_conversion", "NOK");
        HttpAnswer first = caller.post(api(store)::create, request.toString());

        HttpAnswer again = caller.post(api(store, Preparations.with(Duration.ofDays(7)))::create, request.toString());

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
    }

    private static JsonNode kept(TestStore store, String column) {
        String text = store.database()
                .read(connection ->
                        Sql.first(connection, "SELECT " + column + " FROM shipment", row -> row.getString(1)))
                .orElseThrow();
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
