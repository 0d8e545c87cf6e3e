package io.caravanserai.shipment.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.fx.RateTable;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer.FieldFault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What preparing a shipment changed, for the customer, and what it could not do. */
final class Report {
    private final ObjectNode report = Json.mapper().createObjectNode();
    private final ArrayNode changes = report.putArray("changes");
    private final Set<List<String>> told = new HashSet<>();
    private final List<FieldFault> faults = new ArrayList<>();

    /** A field that is now another; null in JSON stands for a field that is not there. */
    void changed(String service, List<Object> loc, JsonNode from, JsonNode to) {
        ObjectNode change = changes.addObject().put("service", service).put("path", Faults.path(loc));
        change.set("from", from.isMissingNode() ? NullNode.getInstance() : from);
        change.set("to", to);
    }

    /** A rate that values were converted at; each is told once. */
    void rate(String from, String to, BigDecimal rate, RateTable table) {
        if (told.add(List.of(from, to))) {
            ObjectNode entry = report.withArray("/exchange_rates")
                    .addObject()
                    .put("from", from)
                    .put("to", to);
            entry.set("rate", Measure.number(rate));
            entry.put("date", table.date().toString()).put("source", table.source());
        }
    }

    void fault(String type, List<Object> loc, String message) {
        faults.add(Faults.at(loc, type, message));
    }

    List<FieldFault> faults() {
        return List.copyOf(faults);
    }

    boolean hasChanges() {
        return !changes.isEmpty();
    }

    ObjectNode json() {
        return report;
    }
}
