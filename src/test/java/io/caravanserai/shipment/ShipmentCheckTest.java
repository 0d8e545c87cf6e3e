package io.caravanserai.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.http.HttpAnswer.FieldFault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShipmentCheckTest {
    private final ShipmentCheck check = new ShipmentCheck("in_house"::equals, service -> List.of());

    @Test
    void aGoodRequestHasNoFaultsAndMayHaveMoreFields() {
        ObjectNode request = Requests.small();
        request.put("colour", "blue");
        Requests.shipment(request).putNull("uuid_ref");

        assertThat(check.check(request)).isEmpty();
    }

    @Test
    void theUsualSizeIsHeldToTheTemplateToo() {
        ShipmentCheck small = new ShipmentCheck("in_house"::equals, service -> List.of("4x7"));

        assertThat(small.check(Requests.small())).extracting(FieldFault::path).containsExactly("$.label_request.size");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /carrier/code                                   | "nobody"   | $.carrier.code
            /carrier/service                                | null       | $.carrier.service
            /label_request                                  | {"format":"gif"} | $.label_request.format
            /shipment/parcels                               | []         | $.shipment.parcels
            /shipment/parcels/0/weight/value                | 0          | $.shipment.parcels[0].weight.value
            /shipment/parcels/0/weight/value                | "1"        | $.shipment.parcels[0].weight.value
            /shipment/parcels/0/weight/unit                 | "stone"    | $.shipment.parcels[0].weight.unit
            /shipment/parcels/0/weight                      | {"value":1}| $.shipment.parcels[0].weight.unit
            /shipment/parcels/0/dimensions                  | {"length":1,"width":1,"height":1,"unit":"mile"} | $.shipment.parcels[0].dimensions.unit
            /shipment/parcels/0/items/0/quantity            | 1.5        | $.shipment.parcels[0].items[0].quantity
            /shipment/parcels/0/items/0/unit_value/currency | "XYZ"      | $.shipment.parcels[0].items[0].unit_value.currency
            /shipment/parcels/0/items/0/country_of_origin   | "ZZ"       | $.shipment.parcels[0].items[0].country_of_origin
            /shipment/parcels/0/items/0/unit_weight         | {"value":1,"unit":"t"} | $.shipment.parcels[0].items[0].unit_weight.unit
            /shipment/addresses/to_address/iso_country      | "XX"       | $.shipment.addresses.to_address.iso_country
            /shipment/addresses/to_address/iso_country      | "Denmark"  | $.shipment.addresses.to_address.iso_country
            /shipment/addresses/undeliverable_address       | {"name":"x","street":"y","city":"z"} | $.shipment.addresses.undeliverable_address.iso_country
            /shipment/meta_data/0                           | {"key":"a"}| $.shipment.meta_data[0].value
            """)
    void aBadFieldIsNamedByItsPath(String pointer, String value, String path) throws Exception {
        ObjectNode request = Requests.small();
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = request.at(pointer.substring(0, slash));
        JsonNode bad = io.caravanserai.event.Json.mapper().readTree(value);
        String name = pointer.substring(slash + 1);
        if (parent instanceof ObjectNode object) {
            object.set(name, bad);
        } else {
            ((com.fasterxml.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(name), bad);
        }

        List<FieldFault> faults = check.check(request);

        assertThat(faults).extracting(FieldFault::path).containsExactly(path);
        assertThat(faults).allSatisfy(fault -> assertThat(fault.loc()).startsWith("body"));
    }

    @Test
    void everyBadFieldIsNamed() {
        ObjectNode request = Requests.small();
        request.remove("carrier");
        Requests.shipment(request).withObject("/addresses/from_address").remove("city");
        ObjectNode parcel = (ObjectNode) request.at("/shipment/parcels/0");
        for (int i = 0; i < 99; i++) {
            Requests.shipment(request).withArray("/parcels").add(parcel.deepCopy());
        }
        for (int i = 0; i < 20; i++) {
            Requests.shipment(request)
                    .withArray("/meta_data")
                    .addObject()
                    .put("key", "k" + i)
                    .put("value", "v");
        }

        assertThat(check.check(request))
                .extracting(FieldFault::path)
                .containsExactlyInAnyOrder(
                        "$.carrier",
                        "$.shipment.addresses.from_address.city",
                        "$.shipment.parcels",
                        "$.shipment.meta_data");
    }
}
