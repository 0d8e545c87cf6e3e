package io.caravanserai.shipment.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * {@code weight_conversion} and {@code dimension_conversion}: weights of parcels and items, or dimensions of parcels, in
 * one unit. A unit's name asks for that unit; anything else for the one that every carrier takes.
 *
 * @param usual the unit that every carrier takes
 * @param ofParcel the field of a parcel
 * @param ofItem the field of an item, empty when items have none
 * @param numbers the numbers in the field that are in its unit
 */
record UnitConversion(
        String service, Measure measure, String usual, String ofParcel, String ofItem, List<String> numbers)
        implements Step {
    static final UnitConversion WEIGHT =
            new UnitConversion("weight_conversion", Measure.WEIGHT, "kg", "weight", "unit_weight", List.of("value"));
    static final UnitConversion DIMENSIONS = new UnitConversion(
            "dimension_conversion", Measure.LENGTH, "cm", "dimensions", "", List.of("length", "width", "height"));

    @Override
    public void prepare(ObjectNode shipment, JsonNode asked, Report report) {
        String unit = asked.isTextual() ? asked.textValue() : usual;
        JsonNode parcels = shipment.path("parcels");
        for (int p = 0; p < parcels.size(); p++) {
            convert(parcels.get(p), ofParcel, unit, Step.parcel(p, ofParcel), report);
            JsonNode items = parcels.get(p).path("items");
            for (int i = 0; i < items.size(); i++) {
                convert(items.get(i), ofItem, unit, Step.parcel(p, "items", i, ofItem), report);
            }
        }
    }

    private void convert(JsonNode owner, String field, String to, List<Object> loc, Report report) {
        JsonNode quantity = owner.path(field);
        String from = quantity.path("unit").asText();
        if (!(quantity instanceof ObjectNode object) || from.equals(to)) {
            return;
        }
        ObjectNode before = object.deepCopy();
        for (String number : numbers) {
            BigDecimal value = object.path(number).decimalValue();
            object.set(number, Measure.number(measure.convert(value, from, to)));
        }
        object.put("unit", to);
        report.changed(service, loc, before, object.deepCopy());
    }
}
