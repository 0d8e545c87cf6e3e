package io.caravanserai.runtime;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bodies of {@code POST /shipments}: parcels of 1.5 kg that stay in one Danish city. */
final class ShipmentBody {
    private ShipmentBody() {}

    static Map<String, Object> of(String carrier, String service, int parcels, String city) {
        Map<String, String> address = Map.of(
                "name",
                "Ada Holm & Co",
                "street",
                "Hovedgaden 2",
                "postal_code",
                "8000",
                "city",
                city,
                "iso_country",
                "DK");
        List<Map<String, Object>> each =
                Collections.nCopies(parcels, Map.of("weight", Map.of("value", 1.5, "unit", "kg")));
        Map<String, Object> body = new HashMap<>();
        body.put("carrier", Map.of("code", carrier, "service", Map.of("code", service)));
        body.put(
                "shipment",
                Map.of(
                        "references",
                        Map.of(),
                        "addresses",
                        Map.of("from_address", address, "to_address", address),
                        "parcels",
                        each));
        return body;
    }

    /** With labels of this format. */
    static Map<String, Object> of(String carrier, int parcels, String format) {
        Map<String, Object> body = of(carrier, "standard", parcels, "Aarhus");
        body.put("label_request", Map.of("format", format, "size", "4x6"));
        return body;
    }
}
