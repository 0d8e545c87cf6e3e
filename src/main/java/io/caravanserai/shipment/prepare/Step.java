package io.caravanserai.shipment.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravanserai.http.Faults;
import java.util.List;

/** One service that a customer can ask for under {@code gluey_services.free}: it changes a checked shipment in memory. */
interface Step {
    /** Name of the service in the customer API. */
    String service();

    /**
     * Changes the shipment and tells the report what it changed or could not.
     *
     * @param asked what stands under the service's name; never absent, null or false
     */
    void prepare(ObjectNode shipment, JsonNode asked, Report report);

    /** The place of a parcel in the body. */
    static List<Object> parcel(int index, Object... within) {
        return Faults.within(Faults.loc("shipment", "parcels", index), within);
    }

    /** Puts a text in a field and reports it, unless it is there already. */
    default void put(ObjectNode object, String field, String text, List<Object> loc, Report report) {
        if (!text.equals(object.path(field).textValue())) {
            report.changed(service(), loc, object.path(field), TextNode.valueOf(text));
            object.put(field, text);
        }
    }
}
