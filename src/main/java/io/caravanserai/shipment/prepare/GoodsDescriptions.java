package io.caravanserai.shipment.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * {@code override_goods_descriptions}: a text becomes the description of every parcel; {@code true} makes it of the
 * descriptions of the parcel's items.
 */
final class GoodsDescriptions implements Step {
    /** As the schema of the request limits the field. */
    private static final int LONGEST = 500;

    @Override
    public String service() {
        return "override_goods_descriptions";
    }

    @Override
    public void prepare(ObjectNode shipment, JsonNode asked, Report report) {
        JsonNode parcels = shipment.path("parcels");
        for (int p = 0; p < parcels.size(); p++) {
            ObjectNode parcel = (ObjectNode) parcels.get(p);
            String description = asked.isTextual() ? asked.textValue() : ofItems(parcel.path("items"));
            if (!description.isEmpty()) {
                put(parcel, "goods_description", description, Step.parcel(p, "goods_description"), report);
            }
        }
    }

    /** Each description once, in order, as many whole ones as fit. */
    private static String ofItems(JsonNode items) {
        Set<String> each = new LinkedHashSet<>();
        items.forEach(item -> each.add(item.path("description").asText().strip()));
        StringBuilder all = new StringBuilder();
        for (String description : each) {
            String more = all.isEmpty() ? description : ", " + description;
            if (all.length() + more.length() > LONGEST) {
                break;
            }
            all.append(more);
        }
        return all.toString();
    }
}
