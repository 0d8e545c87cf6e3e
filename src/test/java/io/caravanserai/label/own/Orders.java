package io.caravanserai.label.own;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.buy.LabelOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Orders of labels, as the queue reads them from the store. */
final class Orders {
    private static final String REQUEST =
            """
            {"carrier": {"code": "in_house", "service": {"code": "standard"}, "instructions": "Leave at the gate"},
             "shipment": {
               "meta_data": [{"key": "routing_code", "value": "KRK04"}, {"key": "lane", "value": "7"}],
               "references": {"shipper": "SO-4711", "receiver": "PO-88213"},
               "addresses": {
                 "from_address": {"name": "Nordwind GmbH", "street": "Speicherstr. 14", "postal_code": "20457",
                                  "city": "Hamburg", "iso_country": "DEU"},
                 "to_address": {"name": "Łucja Wiśniewska", "street": "ul. Wawrzyńca 112/47", "postal_code": "31-060",
                                "city": "Kraków", "iso_country": "PL",
                                "contact": {"name": "Skup", "mobile": "+48 (12) 421-00-00"}}},
               "parcels": [
                 {"weight": {"value": 12.5, "unit": "kg"}, "goods_description": "Tableware"},
                 {"weight": {"value": 900, "unit": "g"}, "meta_data": [{"key": "lane", "value": "9"}],
                  "items": [{"description": "Mug", "quantity": 2}, {"description": "Spoon", "quantity": 1}]}]}}""";

    private Orders() {}

    static ObjectNode request() {
        try {
            return (ObjectNode) Json.parse(REQUEST.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode receiver(ObjectNode request) {
        return request.withObject("/shipment/addresses/to_address");
    }

    static LabelOrder order(ObjectNode request, String size, String... known) {
        List<String> parcels = new ArrayList<>();
        request.at("/shipment/parcels").forEach(parcel -> parcels.add("p" + parcels.size()));
        return new LabelOrder(
                "R1", "in_house", "S1", "A1", "pdf", size, Optional.empty(), List.of(known), parcels, request);
    }
}
