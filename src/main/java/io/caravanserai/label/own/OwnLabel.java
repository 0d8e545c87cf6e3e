package io.caravanserai.label.own;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;

/**
 * A label that is made here, as it is kept: it is drawn when somebody wants it.
 *
 * @param template name of the template
 * @param data what the template's expressions look into
 */
record OwnLabel(String template, JsonNode data) {
    /** The format under which the store keeps such a label. */
    static final String FORMAT = "hub";

    byte[] bytes() {
        return Json.bytes(this);
    }

    static OwnLabel of(byte[] kept) {
        return Json.read(kept, OwnLabel.class);
    }
}
