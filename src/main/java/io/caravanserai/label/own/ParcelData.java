package io.caravanserai.label.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.sscc.SsccNumbers;
import io.caravanserai.label.template.LabelException;
import java.util.ArrayList;
import java.util.List;

/** From a request for a shipment to the data of one parcel's label, as docs/labels-engine.md lists them. */
final class ParcelData {
    /** What stands on labels that must not travel. */
    static final String MARK = "TEST - NOT FOR SHIPPING";

    private ParcelData() {}

    /**
     * Makes the data.
     *
     * @param request body of POST /shipments
     * @param index of the parcel, from 0
     * @throws LabelException when a value cannot be on a label
     */
    static ObjectNode of(JsonNode request, int index, SsccNumbers.Given number) throws LabelException {
        JsonNode shipment = request.path("shipment");
        JsonNode parcels = shipment.path("parcels");
        JsonNode parcel = parcels.path(index);
        ObjectNode data = Json.mapper().createObjectNode();
        data.set("from", address(shipment.at("/addresses/from_address")));
        data.set("to", address(shipment.at("/addresses/to_address")));
        data.set("carrier", carrier(request.path("carrier")));
        data.set("references", shipment.path("references"));
        ObjectNode about = data.putObject("parcel");
        about.put("number", index + 1).put("count", parcels.size()).put("goods_description", content(parcel));
        about.set("weight", parcel.path("weight"));
        data.put("sscc", number.sscc());
        if (number.test()) {
            data.putObject("test").put("mark", MARK);
        }
        data.set("gs1", ShipTo.fields(shipment.at("/addresses/to_address")));
        addMetaData(data, List.of(shipment.path("meta_data"), parcel.path("meta_data")));
        return data;
    }

    private static ObjectNode address(JsonNode asked) {
        ObjectNode address = asked.isObject() ? asked.deepCopy() : Json.mapper().createObjectNode();
        Country.of(address.path("iso_country").asText())
                .ifPresent(country -> address.put("country_name", country.name()));
        return address;
    }

    private static ObjectNode carrier(JsonNode asked) {
        ObjectNode carrier = Json.mapper()
                .createObjectNode()
                .put("name", words(asked.path("code").asText()))
                .put("service", words(asked.at("/service/code").asText()));
        JsonNode instructions = asked.path("instructions");
        return instructions.isTextual() ? carrier.put("instructions", instructions.textValue()) : carrier;
    }

    /** A code as people write it: {@code in_house} as {@code In house}. */
    private static String words(String code) {
        String words = code.replace('_', ' ');
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** What is in it: as the sender says, else its items. */
    private static String content(JsonNode parcel) {
        if (!parcel.path("goods_description").asText("").isBlank()) {
            return parcel.path("goods_description").asText();
        }
        List<String> items = new ArrayList<>();
        parcel.path("items").forEach(item -> items.add(item.path("description").asText()));
        return String.join(", ", items);
    }

    /** All of it for templates, the parcel's before the shipment's; routing goes where labels have it. */
    private static void addMetaData(ObjectNode data, List<JsonNode> lists) {
        ObjectNode all = data.putObject("meta_data");
        for (JsonNode list : lists) {
            list.forEach(pair ->
                    all.put(pair.path("key").asText(), pair.path("value").asText()));
        }
        String code = all.path("routing_code").asText("");
        if (!code.isEmpty()) {
            data.withObject("/gs1").put("routing_code", code);
        }
        String text = all.path("routing_text").asText(code);
        if (!text.isEmpty()) {
            data.putObject("routing").put("text", text);
        }
    }
}
