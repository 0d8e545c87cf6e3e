package io.caravanserai.label.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.gs1.ElementString;
import io.caravanserai.label.gs1.Gs1Exception;
import io.caravanserai.label.template.LabelException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The receiver in element strings of GS1: AI 420, 421 and 4300 to 4308 (GS1 General Specifications, sections 3.6 and
 * 3.9).
 */
final class ShipTo {
    /** Characters that a GS1 DataMatrix of 64 by 64 modules surely holds: ISO/IEC 16022, table 7, a codeword each. */
    private static final int ROOM = 279;

    /**
     * An element string of the address.
     *
     * @param name its field in the label's data
     * @param path JSON pointer in an address; empty for those that are no text of it
     */
    private record Line(String name, String ai, String path) {}

    /** What is needed most comes first: what has no room is left out from the end. */
    private static final List<Line> LINES = List.of(
            new Line("company", "4300", "/name"),
            new Line("street", "4302", "/street"),
            new Line("city", "4305", "/city"),
            new Line("street_2", "4303", "/street_2"),
            new Line("contact", "4301", "/contact/name"),
            new Line("suburb", "4304", "/suburb"),
            new Line("region", "4306", "/state"),
            new Line("phone", "4308", "/contact/mobile"));

    private ShipTo() {}

    /**
     * The fields {@code gs1} of a label's data.
     *
     * @throws LabelException when the post code cannot be in a barcode
     */
    static ObjectNode fields(JsonNode address) throws LabelException {
        ObjectNode fields = Json.mapper().createObjectNode();
        Optional<Country> country = Country.of(address.path("iso_country").asText());
        ElementString elements = ElementString.empty();
        String postCode = postCode(address);
        try {
            if (!postCode.isEmpty()) {
                elements = elements.with("420", postCode);
                fields.put("post_code", postCode);
            }
            Optional<String> number = country.flatMap(Country::number).filter(digits -> !postCode.isEmpty());
            if (number.isPresent()) {
                ElementString.empty().with("421", number.get() + postCode);
                fields.put("country_and_post_code", number.get() + postCode);
            }
            if (country.flatMap(Country::number).isPresent()) {
                elements = elements.with("4307", country.get().alpha2());
                fields.put("country", country.get().alpha2());
            }
        } catch (Gs1Exception e) {
            throw new LabelException(
                    "$.shipment.addresses.to_address.postal_code", "cannot be in a barcode: " + e.getMessage(), e);
        }
        addLines(address, elements, fields);
        return fields;
    }

    private static void addLines(JsonNode address, ElementString first, ObjectNode fields) {
        ElementString elements = first;
        for (Line line : LINES) {
            String value = text(line, address);
            if (!value.isBlank()) {
                ElementString more = elements.with(line.ai(), value);
                if (more.data().length() <= ROOM) {
                    elements = more;
                    fields.put(line.name(), value);
                }
            }
        }
    }

    private static String text(Line line, JsonNode address) {
        String value = address.at(line.path()).asText("").trim();
        if (!line.ai().equals("4308")) {
            return value;
        }
        String number = value.replaceAll("[^0-9+]", "");
        return number.length() > 30 ? "" : number;
    }

    /** Letters and digits alone, as sorters read them: AI 421 has room for nine, and ZIP+4 has them so. */
    private static String postCode(JsonNode address) {
        return address.path("postal_code").asText("").replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
