package io.caravanserai.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.LabelStub.Answer;
import io.caravanserai.testkit.LabelStub.Call;
import io.caravanserai.testkit.StubSales.Sale;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Label APIs as carriers document them, for a {@link LabelStub}. */
public final class LabelShapes {
    /** A city that no carrier delivers to. */
    public static final String NOWHERE = "Nowhere";

    private static final String JSON = "application/json";
    private static final Pattern REFERENCE = Pattern.compile("reference>([0-9A-Za-z]{1,32})<");
    private static final Pattern NUMBER = Pattern.compile("number>([0-9A-Za-z]+)<");

    /** One black dot. */
    private static final String GIF = "R0lGODdhAQABAIAAAAAAAAAAACwAAAAAAQABAAACAkQBADs=";

    private LabelShapes() {}

    /** The sandbox carrier's own: JSON with ZPL in Base64, looked up by GET and given back by DELETE. */
    public static Answer sandbox(Call call, StubSales sales) {
        String last = call.path().substring(call.path().lastIndexOf('/') + 1);
        Optional<Sale> sale =
                switch (call.method()) {
                    case "POST" -> {
                        JsonNode order = json(call.body());
                        yield Optional.of(sales.sell(
                                order.path("reference").asText(),
                                order.path("parcels").size()));
                    }
                    case "DELETE" -> {
                        Optional<Sale> found = sales.find(last);
                        found.ifPresent(
                                known -> sales.giveBack(known.trackingNumbers().get(0)));
                        yield found;
                    }
                    default -> sales.find(last);
                };
        return sale.map(known -> new Answer(
                        200,
                        JSON,
                        Json.text(Map.of(
                                "shipment_number",
                                known.trackingNumbers().get(0),
                                "packages",
                                known.trackingNumbers().stream()
                                        .map(number -> Map.of("tracking_number", number, "label", base64(zpl(number))))
                                        .toList()))))
                .orElseGet(() -> new Answer(404, JSON, "{}"));
    }

    /** DHL Parcel DE Shipping: JSON with PDF in Base64, one shipment for each parcel, no look-up by reference. */
    public static Answer dhlParcel(Call call, StubSales sales) {
        Optional<Sale> sale;
        if (call.method().equals("POST")) {
            JsonNode shipments = json(call.body()).path("shipments");
            String reference = shipments.path(0).path("refNo").asText();
            if (shipments.at("/0/consignee/city").asText().equals(NOWHERE)) {
                Map<String, ?> message = Map.of("validationMessage", "there is no such city");
                return new Answer(
                        400, JSON, Json.text(Map.of("items", List.of(Map.of("validationMessages", List.of(message))))));
            }
            sale = Optional.of(sales.sell(reference, shipments.size()));
        } else {
            Matcher number = Pattern.compile("shipment=([^&]+)").matcher(call.query());
            sale = number.find() ? sales.withNumber(number.group(1)) : Optional.empty();
            if (call.method().equals("DELETE") && sale.isPresent()) {
                sales.giveBackParcel(number.group(1));
            }
        }
        return sale.map(found -> new Answer(200, JSON, Json.text(Map.of("items", dhlItems(found)))))
                .orElseGet(() -> new Answer(404, JSON, "{\"detail\":\"no such shipment\"}"));
    }

    private static List<Map<String, Object>> dhlItems(Sale sale) {
        return sale.trackingNumbers().stream()
                .map(number -> Map.<String, Object>of(
                        "shipmentNo",
                        number,
                        "routingCode",
                        "4032701000",
                        "label",
                        Map.of("b64", base64("%PDF-1.4\n% " + number + "\n%%EOF\n"), "fileFormat", "PDF")))
                .toList();
    }

    /** UPS Shipping: OAuth, JSON with ZPL in Base64, looked up by POST, voided by shipment number. */
    public static Answer ups(Call call, StubSales sales) {
        if (call.path().endsWith("/oauth/token")) {
            return new Answer(200, JSON, "{\"access_token\":\"ups-token\",\"expires_in\":\"14399\"}");
        }
        if (!call.authorization().equals("Bearer ups-token")) {
            return new Answer(401, JSON, upsError("250002", "Invalid Authentication Information."));
        }
        JsonNode body = json(call.body());
        if (call.path().endsWith("/ship")) {
            JsonNode shipment = body.at("/ShipmentRequest/Shipment");
            return upsSold(sales.sell(
                    shipment.at("/ReferenceNumber/0/Value").asText(),
                    shipment.path("Package").size()));
        }
        if (call.path().endsWith("/recovery")) {
            return sales.find(body.at("/LabelRecoveryRequest/ReferenceValues/ReferenceNumber/Value")
                            .asText())
                    .map(LabelShapes::upsRecovered)
                    .orElseGet(() -> new Answer(400, JSON, upsError("9801031", "No label was found.")));
        }
        return sales.giveBack(call.path().substring(call.path().lastIndexOf('/') + 1))
                ? new Answer(200, JSON, "{\"VoidShipmentResponse\":{}}")
                : new Answer(400, JSON, upsError("190117", "The shipment cannot be voided."));
    }

    private static Answer upsSold(Sale sale) {
        List<?> packages = sale.trackingNumbers().stream()
                .map(number ->
                        Map.of("TrackingNumber", number, "ShippingLabel", Map.of("GraphicImage", base64(zpl(number)))))
                .toList();
        Map<String, Object> results =
                Map.of("ShipmentIdentificationNumber", sale.trackingNumbers().get(0), "PackageResults", packages);
        return new Answer(200, JSON, Json.text(Map.of("ShipmentResponse", Map.of("ShipmentResults", results))));
    }

    private static Answer upsRecovered(Sale sale) {
        List<?> labels = sale.trackingNumbers().stream()
                .map(number ->
                        Map.of("TrackingNumber", number, "LabelImage", Map.of("GraphicImage", base64(zpl(number)))))
                .toList();
        Map<String, Object> response =
                Map.of("ShipmentIdentificationNumber", sale.trackingNumbers().get(0), "LabelResults", labels);
        return new Answer(200, JSON, Json.text(Map.of("LabelRecoveryResponse", response)));
    }

    private static String upsError(String code, String message) {
        return Json.text(Map.of("response", Map.of("errors", List.of(Map.of("code", code, "message", message)))));
    }

    /** SOAP 1.1 with GIF in Base64 and the login in the body; looked up and voided by POST, absence said with HTTP 200. */
    public static Answer soap(Call call, StubSales sales) {
        if (!call.body().contains("password>s3&amp;cret<")) {
            return fault("soap:Client", "the password is wrong");
        }
        if (call.body().contains("<l:void>")) {
            Matcher number = NUMBER.matcher(call.body());
            return number.find() && sales.giveBack(number.group(1)) ? result("<code>VOIDED</code>") : unknown();
        }
        Matcher reference = REFERENCE.matcher(call.body());
        if (!reference.find()) {
            return fault("soap:Client", "the reference is missing");
        }
        if (call.body().contains("<l:find>")) {
            return sales.find(reference.group(1)).map(LabelShapes::soapSold).orElseGet(LabelShapes::unknown);
        }
        int parcels = call.body().split("<l:parcel ", -1).length - 1;
        return call.body().contains("<l:city>" + NOWHERE + "<")
                ? fault("soap:Client", "there is no such city")
                : soapSold(sales.sell(reference.group(1), parcels));
    }

    private static Answer soapSold(Sale sale) {
        return result("<shipmentNumber>" + sale.trackingNumbers().get(0) + "</shipmentNumber>"
                + sale.trackingNumbers().stream()
                        .map(number -> "<parcel number=\"" + number + "\"><label>" + GIF + "</label></parcel>")
                        .collect(Collectors.joining()));
    }

    private static Answer unknown() {
        return result("<code>UNKNOWN</code><message>no such label</message>");
    }

    private static Answer result(String content) {
        return envelope(200, "<r:result xmlns:r=\"urn:soap-post:labels\">" + content + "</r:result>");
    }

    private static Answer fault(String code, String text) {
        return envelope(
                500,
                "<soap:Fault><faultcode>" + code + "</faultcode><faultstring>" + text + "</faultstring></soap:Fault>");
    }

    private static Answer envelope(int status, String content) {
        return new Answer(
                status,
                "text/xml; charset=utf-8",
                "<?xml version=\"1.0\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>"
                        + content + "</soap:Body></soap:Envelope>");
    }

    private static String zpl(String number) {
        return "^XA^PW812^LL1218^FO60,60^BY3^BCN,240,Y,N,N^FD" + number + "^FS^XZ";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static JsonNode json(String body) {
        try {
            return Json.parse(body.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return Json.mapper().missingNode();
        }
    }
}
