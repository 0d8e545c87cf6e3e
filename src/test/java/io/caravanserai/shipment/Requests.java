package io.caravanserai.shipment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.nio.charset.StandardCharsets;

/** Bodies of POST /shipments. */
final class Requests {
    private static final String SMALL =
            """
            {"carrier": {"code": "in_house", "service": {"code": "standard"}},
             "shipment": {
               "meta_data": [{"key": "shop", "value": "north"}],
               "references": {"shipper": "ORDER-7"},
               "addresses": {
                 "from_address": {"name": "Nordic Retail", "street": "Lagerveien 1", "postal_code": "0150", "city": "Oslo", "iso_country": "NO"},
                 "to_address": {"name": "Ada Holm", "street": "Hovedgaden 2", "postal_code": "2100",
                                "city": "København", "iso_country": "DNK", "contact": {"email": "ada@example.com"}}},
               "parcels": [{"weight": {"value": 1.5, "unit": "kg"},
                            "items": [{"description": "Mug", "quantity": 2,
                                       "unit_value": {"amount": 9.5, "currency": "EUR"}}]}]}}""";

    private Requests() {}

    static ObjectNode small() {
        try {
            return (ObjectNode) Json.parse(SMALL.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode shipment(ObjectNode request) {
        return request.withObject("/shipment");
    }
}
