package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Which shipments somebody has to put on a manifest at the end of the day. */
final class ManifestRule {
    static final String REQUIRED = "required";
    static final String OK = "ok";

    /** Carriers that want none. */
    private static final Set<String> WITHOUT_MANIFEST = Set.of("in_house", "sandbox");

    private ManifestRule() {}

    /** The state that a new shipment begins with. */
    static String first(JsonNode request) {
        boolean auto = request.at("/gluey_services/free/auto_manifest").asBoolean(false);
        String carrier = request.at("/carrier/code").asText();
        return auto || WITHOUT_MANIFEST.contains(carrier) ? OK : REQUIRED;
    }

    /** Whether the manifest of a shipment that needed one is closed. */
    static boolean isClosed(JsonNode request, String manifestStatus) {
        return first(request).equals(REQUIRED) && manifestStatus.equals(OK);
    }
}
