package io.caravanserai.shipment;

import io.caravanserai.event.Json;
import io.caravanserai.fuzz.FuzzTarget;
import io.caravanserai.http.HttpProblem;
import java.util.List;

/** What customers send to have shipped. */
public final class ShipmentTargets {
    private ShipmentTargets() {}

    public static List<FuzzTarget> all() {
        RequestPreview preview = new RequestPreview(Preparations.patient(), carrier -> true);
        return List.of(new FuzzTarget("shipment-request", 10, List.of(Json.bytes(Requests.small())), input -> {
            try {
                preview.read(input);
                return true;
            } catch (HttpProblem refused) {
                return false;
            }
        }));
    }
}
