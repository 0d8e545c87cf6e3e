package io.caravanserai.shipment.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.math.BigDecimal;

/**
 * {@code override_weight}: a number becomes the weight of every parcel in kilograms; {@code true} makes it the sum of
 * the parcel's items, in the unit of the parcel's weight.
 */
final class ParcelWeights implements Step {
    @Override
    public String service() {
        return "override_weight";
    }

    @Override
    public void prepare(ObjectNode shipment, JsonNode asked, Report report) {
        JsonNode parcels = shipment.path("parcels");
        for (int p = 0; p < parcels.size(); p++) {
            ObjectNode parcel = (ObjectNode) parcels.get(p);
            String unit =
                    asked.isNumber() ? "kg" : parcel.path("weight").path("unit").asText();
            BigDecimal value = asked.isNumber() ? asked.decimalValue() : ofItems(parcel.path("items"), unit, p, report);
            if (value.signum() > 0) {
                replace(parcel, value, unit, p, report);
            }
        }
    }

    private void replace(ObjectNode parcel, BigDecimal value, String unit, int index, Report report) {
        JsonNode before = parcel.path("weight");
        boolean isSame = unit.equals(before.path("unit").asText())
                && value.compareTo(before.path("value").decimalValue()) == 0;
        if (!isSame) {
            ObjectNode weight = Json.mapper().createObjectNode();
            weight.set("value", Measure.number(value));
            weight.put("unit", unit);
            report.changed(service(), Step.parcel(index, "weight"), before, weight);
            parcel.set("weight", weight.deepCopy());
        }
    }

    /** 0, with a fault, when an item does not tell its weight or there is none. */
    private static BigDecimal ofItems(JsonNode items, String unit, int parcel, Report report) {
        if (items.isEmpty()) {
            report.fault("missing", Step.parcel(parcel, "items"), "is required to override the weight by its items");
            return BigDecimal.ZERO;
        }
        BigDecimal sum = BigDecimal.ZERO;
        boolean isWhole = true;
        for (int i = 0; i < items.size(); i++) {
            JsonNode weight = items.get(i).path("unit_weight");
            if (weight.isObject()) {
                sum = sum.add(Measure.WEIGHT.exact(
                        weight.path("value").decimalValue(),
                        weight.path("unit").asText(),
                        items.get(i).path("quantity").asLong()));
            } else {
                report.fault(
                        "missing",
                        Step.parcel(parcel, "items", i, "unit_weight"),
                        "is required to override the parcel's weight by its items, such as {\"value\": 0.3, \"unit\": \"kg\"}");
                isWhole = false;
            }
        }
        return isWhole ? Measure.WEIGHT.inUnit(sum, unit) : BigDecimal.ZERO;
    }
}
