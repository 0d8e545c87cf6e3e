package io.caravanserai.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** JSON that a page shows, beside what a hub says. */
public final class PageJson {
    private PageJson() {}

    /** What a block shows; a page may leave out the braces around one field. */
    public static JsonNode of(PageBlock block) throws IOException {
        String text = block.text().strip();
        String whole = text.startsWith("\"") ? "{" + text + "}" : text;
        return Json.parse(whole.getBytes(StandardCharsets.UTF_8));
    }

    /** Paths of what a page shows and the hub does not say, or says in another type; of lists the first item counts. */
    public static List<String> notSaid(JsonNode shown, JsonNode said) {
        List<String> faults = new ArrayList<>();
        compare("$", shown, said, faults);
        return faults;
    }

    private static void compare(String at, JsonNode shown, JsonNode said, List<String> faults) {
        if (said.isMissingNode()) {
            faults.add(at + " is not there");
        } else if (shown.isObject() && said.isObject()) {
            shown.properties()
                    .forEach(field ->
                            compare(at + "." + field.getKey(), field.getValue(), said.path(field.getKey()), faults));
        } else if (shown.isArray() && said.isArray()) {
            if (!shown.isEmpty()) {
                compare(at + "[0]", shown.get(0), said.path(0), faults);
            }
        } else if (!shown.isNull() && !said.isNull() && shown.getNodeType() != said.getNodeType()) {
            faults.add(at + " is of type " + said.getNodeType());
        }
    }
}
