package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Small things that commands say. */
final class Words {
    private Words() {}

    /** The text of a value that may be null. */
    static String or(JsonNode value, String otherwise) {
        return value.isNull() || value.isMissingNode() ? otherwise : value.asText();
    }

    /** The parts that are there, by slashes. */
    static String code(JsonNode status) {
        if (status.isNull() || status.isMissingNode()) {
            return "no event yet";
        }
        return status.path("milestone").asText() + "/" + status.path("code").asText()
                + (status.path("sub_code").isNull()
                        ? ""
                        : "/" + status.path("sub_code").asText());
    }
}
