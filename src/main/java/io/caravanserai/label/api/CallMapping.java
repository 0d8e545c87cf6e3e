package io.caravanserai.label.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.OutgoingTemplate;
import io.caravanserai.mapping.XmlText;
import io.caravanserai.mapping.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one kind of call is written and its answer read.
 *
 * @param method GET, POST, PUT or DELETE
 * @param xml whether what is sent is XML, else JSON
 * @param headers of this call alone, such as its SOAPAction
 * @param template empty for a call without body
 */
record CallMapping(
        String method,
        boolean xml,
        Map<String, String> headers,
        Optional<OutgoingTemplate> template,
        AnswerMapping answer) {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");
    /** What java.net.http sets itself. */
    private static final Set<String> OWN_HEADERS = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private static final String HEADER_NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    /**
     * Compiles a part of the file that describes a call.
     *
     * @param node its keys are method, format, headers and body
     * @param bodyless the method when there is no body
     * @param usual what the call that buys is like, which holds where nothing is said
     */
    static CallMapping compile(YamlNode node, String what, String bodyless, boolean usual, Reading reading) {
        Map<String, YamlNode> keys = node.entries(what, reading.keys());
        YamlNode body = keys.get("body");
        String method = method(keys, body == null ? bodyless : "POST");
        if (body != null && method.equals("GET")) {
            body.problem("a GET has no body: write method: POST, or leave the body out");
        }
        return new CallMapping(
                method,
                keys.containsKey("format") ? LabelMapping.isXml(keys.get("format")) : usual,
                headers(keys),
                Optional.ofNullable(body).map(tree -> OutgoingTemplate.compile(tree, reading.countries())),
                reading.answer(keys));
    }

    /** How a call's answer is found in the file. */
    interface Reading {
        /** Keys that the part may have. */
        List<String> keys();

        Countries countries();

        AnswerMapping answer(Map<String, YamlNode> keys);
    }

    private static String method(Map<String, YamlNode> keys, String usual) {
        YamlNode node = keys.get("method");
        String method = node == null ? usual : node.text("method").orElse(usual).toUpperCase(Locale.ROOT);
        if (node != null && !METHODS.contains(method)) {
            node.problem("method is '" + method + "' but must be one of " + String.join(", ", METHODS));
        }
        return method;
    }

    private static Map<String, String> headers(Map<String, YamlNode> keys) {
        Map<String, String> headers = new LinkedHashMap<>();
        YamlNode node = keys.get("headers");
        if (node != null) {
            node.entries("headers").forEach((name, value) -> {
                String text = value.text(name).orElse("");
                if (!name.matches(HEADER_NAME) || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                    value.problem("'" + name + "' is no header that may be set");
                } else if (!text.matches("[ -~]*")) {
                    value.problem("header " + name + " may have printable characters of ASCII only");
                } else {
                    headers.put(name, text);
                }
            });
        }
        return headers;
    }

    String contentType() {
        return xml ? "text/xml; charset=utf-8" : "application/json";
    }

    /**
     * What is sent: the customer's request is the document, {@code label} holds what the hub and the carrier know of the
     * label, {@code account} what the route says of the account at the carrier.
     *
     * @return empty for a call without body
     * @throws IllegalArgumentException when it cannot be written as XML
     */
    Optional<byte[]> body(LabelOrder order, Map<String, String> account) {
        return template.map(part -> {
            JsonNode filled = part.fill(document(order, account));
            return xml ? XmlText.bytes(filled) : Json.bytes(filled);
        });
    }

    private static JsonNode document(LabelOrder order, Map<String, String> account) {
        ObjectNode document = order.request().deepCopy();
        ObjectNode label = document.putObject("label")
                .put("reference", order.reference())
                .put("shipment_id", order.shipmentId())
                .put("format", order.format())
                .put("size", order.size());
        order.shipmentNumber().ifPresent(number -> label.put("shipment_number", number));
        order.trackingNumbers().forEach(label.putArray("tracking_numbers")::add);
        account.forEach(document.putObject("account")::put);
        return document;
    }
}
