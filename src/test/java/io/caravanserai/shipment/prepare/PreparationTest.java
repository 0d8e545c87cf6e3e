package io.caravanserai.shipment.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.shipment.Preparations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparationTest {
    private static final String BODY =
            """
            {"gluey_services": {"free": %s},
             "shipment": {
               "addresses": {
                 "from_address": {"name": "A", "street": "Lagerveien 1", "postal_code": "0150", "city": "Oslo", "iso_country": "NO"},
                 "to_address": {"name": "B", "street": "Main St 1", "postal_code": "78701", "city": "Austin", "state": "TX", "iso_country": "US"}},
               "customs_clearance": {"currency": "USD"},
               "parcels": [
                 {"weight": {"value": 5, "unit": "lb"},
                  "dimensions": {"length": 12, "width": 10, "height": 3.5, "unit": "in"},
                  "items": [
                    {"description": "Mug", "quantity": 2, "unit_value": {"amount": 9.5, "currency": "EUR"}, "unit_weight": {"value": 300, "unit": "g"}},
                    {"description": "Mug", "quantity": 1, "unit_value": {"amount": 1200, "currency": "JPY"}, "unit_weight": {"value": 0.25, "unit": "kg"}},
                    {"description": "Tea", "quantity": 1, "unit_value": {"amount": 3, "currency": "USD"}, "unit_weight": {"value": 1, "unit": "oz"}}]}]}}""";

    private final Preparation preparation = Preparations.patient();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"weight_conversion":true}   | /weight              | {"value":2.268,"unit":"kg"}
            {"weight_conversion":1.0}    | /weight              | {"value":2.268,"unit":"kg"}
            {"weight_conversion":"oz"}   | /weight              | {"value":80,"unit":"oz"}
            {"weight_conversion":true}   | /items/0/unit_weight | {"value":0.3,"unit":"kg"}
            {"weight_conversion":false}  | /weight              | {"value":5,"unit":"lb"}
            {"dimension_conversion":true} | /dimensions         | {"length":30.48,"width":25.4,"height":8.89,"unit":"cm"}
            {"dimension_conversion":"mm"} | /dimensions         | {"length":304.8,"width":254,"height":88.9,"unit":"mm"}
            {"override_weight":2.95}     | /weight              | {"value":2.95,"unit":"kg"}
            {"override_weight":true}     | /weight              | {"value":1.9364,"unit":"lb"}
            {"override_weight":true,"weight_conversion":true} | /weight | {"value":0.8783,"unit":"kg"}
            {"override_goods_descriptions":"Gifts"} | /goods_description | "Gifts"
            {"override_goods_descriptions":true}    | /goods_description | "Mug, Tea"
            {"exchange_rate_conversion":true}  | /items/0/unit_value | {"amount":10.12,"currency":"USD"}
            {"exchange_rate_conversion":true}  | /items/1/unit_value | {"amount":7.76,"currency":"USD"}
            {"exchange_rate_conversion":true}  | /items/2/unit_value | {"amount":3,"currency":"USD"}
            {"exchange_rate_conversion":"JPY"} | /items/0/unit_value | {"amount":1564,"currency":"JPY"}
            """)
    void aServiceChangesWhatItIsFor(String services, String pointer, String expected) throws Exception {
        Prepared prepared = prepare(services);

        assertThat(prepared.body().at("/shipment/parcels/0" + pointer).toString())
                .isEqualTo(expected);
    }

    @Test
    void theReportTellsEveryChangeAndEachRateOnce() throws Exception {
        JsonNode report =
                prepare("{\"exchange_rate_conversion\":\"NOK\"}").report().orElseThrow();

        assertThat(report.at("/changes/0").toString())
                .isEqualTo("{\"service\":\"exchange_rate_conversion\","
                        + "\"path\":\"$.shipment.parcels[0].items[0].unit_value\","
                        + "\"from\":{\"amount\":9.5,\"currency\":\"EUR\"},"
                        + "\"to\":{\"amount\":111.77,\"currency\":\"NOK\"}}");
        assertThat(report.path("changes")).hasSize(3);
        assertThat(report.path("exchange_rates").findValuesAsText("from")).containsExactly("EUR", "JPY", "USD");
        assertThat(report.path("exchange_rates").findValuesAsText("rate"))
                .containsExactly("11.765", "0.07144158368", "11.04383742");
    }

    @Test
    void theRequestStaysAsItWasSent() throws Exception {
        JsonNode request = body("{\"weight_conversion\":true}");
        JsonNode before = request.deepCopy();

        Prepared prepared = preparation.prepare(request, body -> List.of());

        assertThat(request).isEqualTo(before);
        assertThat(prepared.isChanged()).isTrue();
    }

    @Test
    void whatNobodyAskedForIsNotReported() throws Exception {
        Prepared prepared = prepare("{}");

        assertThat(prepared.report()).isEmpty();
        assertThat(prepared.isChanged()).isFalse();
        assertThat(prepared.body()).isEqualTo(body("{}"));
    }

    @Test
    void aServiceThatFindsNothingToDoReportsNoChange() throws Exception {
        Prepared prepared = prepare("{\"dimension_conversion\":\"in\",\"override_weight\":false}");

        assertThat(prepared.report().orElseThrow().toString()).isEqualTo("{\"changes\":[]}");
        assertThat(prepared.isChanged()).isFalse();
    }

    @Test
    void aCurrencyWithoutARateIsRefusedByItsPlace() throws Exception {
        assertThat(refusal("{\"exchange_rate_conversion\":\"XAF\"}"))
                .contains("\"path\":\"$.gluey_services.free.exchange_rate_conversion\"")
                .contains("there are rates of AUD, BGN, BRL");
    }

    @Test
    void aWeightByItemsNeedsTheWeightOfEach() throws Exception {
        JsonNode request = body("{\"override_weight\":true}");
        ((ObjectNode) request.at("/shipment/parcels/0/items/1")).remove("unit_weight");

        assertThat(refusal(request)).contains("\"path\":\"$.shipment.parcels[0].items[1].unit_weight\"");
    }

    private String refusal(String services) throws JsonProcessingException {
        return refusal(body(services));
    }

    private String refusal(JsonNode request) {
        try {
            return "not refused: " + preparation.prepare(request, body -> List.of());
        } catch (HttpProblem problem) {
            assertThat(problem.answer().status()).isEqualTo(422);
            return new String(problem.answer().body(), StandardCharsets.UTF_8);
        }
    }

    private Prepared prepare(String services) throws JsonProcessingException {
        return preparation.prepare(body(services), body -> List.of());
    }

    private static JsonNode body(String services) throws JsonProcessingException {
        return Json.parse(BODY.formatted(services).getBytes(StandardCharsets.UTF_8));
    }
}
