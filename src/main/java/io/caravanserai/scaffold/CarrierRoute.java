package io.caravanserai.scaffold;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Fills in the route of a new carrier. */
final class CarrierRoute {
    private CarrierRoute() {}

    /**
     * @param keyPath where the tracking number is, as the Kamelets want it; empty when the body has no one number
     * @param hasHeader whether the first row of a table names its columns
     */
    static String text(String carrier, Intake intake, PayloadKind kind, String keyPath, boolean hasHeader) {
        Map<String, String> values = new HashMap<>();
        values.put("name", carrier);
        values.put("NAME", carrier.toUpperCase(Locale.ROOT));
        values.put("content", kind.words());
        values.put("body", kind.body());
        values.put("media", kind.mediaType());
        values.put("keyPath", keyPath);
        values.put("splitter", kind.splitter());
        values.put(
                "split",
                switch (kind.splitter()) {
                    case "whole" -> "        format: " + kind.body() + "\n        keyPath: \"" + keyPath + "\"";
                    case "csv" -> "        header: " + hasHeader;
                    default -> "";
                });
        return Template.fill("route/" + intake + ".camel.yaml", values);
    }

    /** A JSON pointer, or the name of an XML element, for what a proposal found; empty when neither can say it. */
    static String keyPath(PayloadKind kind, Proposal proposal) {
        List<String> path = proposal.numberPath();
        String last = path.isEmpty() ? "" : path.get(path.size() - 1);
        return switch (kind) {
            case JSON -> (path.isEmpty() || !proposal.isListed(List.of()) ? "" : "/*") + pointer(path, proposal);
            case XML -> last.startsWith("@") ? "" : last;
            default -> "";
        };
    }

    /** RFC 6901; what is listed has one step more, for any element of the list. */
    private static String pointer(List<String> path, Proposal proposal) {
        return IntStream.rangeClosed(1, path.size())
                .mapToObj(i -> "/" + path.get(i - 1).replace("~", "~0").replace("/", "~1")
                        + (proposal.isListed(path.subList(0, i)) ? "/*" : ""))
                .collect(Collectors.joining());
    }
}
