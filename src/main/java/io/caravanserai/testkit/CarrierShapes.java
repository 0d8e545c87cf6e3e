package io.caravanserai.testkit;

import io.caravanserai.event.Json;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Scans in the shapes in which carriers document their answers; all words are our own. */
final class CarrierShapes {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
    private static final DateTimeFormatter ISO_DATE = DateTimeFormatter.ISO_LOCAL_DATE;
    private static final DateTimeFormatter ISO_TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private CarrierShapes() {}

    /** UPS Tracking API, version 1. */
    static String ups(String number, List<CarrierStub.Scan> scans) {
        if (scans.isEmpty()) {
            return Json.text(Map.of(
                    "trackResponse",
                    Map.of(
                            "shipment",
                            List.of(Map.of(
                                    "inquiryNumber",
                                    number,
                                    "warnings",
                                    List.of(Map.of(
                                            "code", "TW0001", "message", "Nothing is known of this number")))))));
        }
        List<Map<String, Object>> activity = new ArrayList<>();
        for (CarrierStub.Scan scan : scans) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("date", DATE.format(scan.at()));
            one.put("time", TIME.format(scan.at()));
            one.put("gmtDate", DATE.format(scan.at().toInstant().atOffset(java.time.ZoneOffset.UTC)));
            one.put("gmtTime", ISO_TIME.format(scan.at().toInstant().atOffset(java.time.ZoneOffset.UTC)));
            one.put("gmtOffset", scan.at().getOffset().getId());
            one.put("location", Map.of("address", Map.of("city", scan.city(), "countryCode", scan.country())));
            one.put("status", Map.of("type", scan.type(), "code", scan.code(), "description", scan.text()));
            activity.add(one);
        }
        return Json.text(Map.of(
                "trackResponse",
                Map.of(
                        "shipment",
                        List.of(Map.of(
                                "inquiryNumber",
                                number,
                                "package",
                                List.of(Map.of("trackingNumber", number, "activity", activity)))))));
    }

    /** DHL Express XML Services, known tracking. */
    static String dhl(List<String> numbers, Function<String, List<CarrierStub.Scan>> known) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<req:TrackingResponse xmlns:req=\"http://www.dhl.com\">\n<Response><ServiceHeader>"
                + "<MessageReference>stub</MessageReference></ServiceHeader></Response>\n");
        for (String number : numbers) {
            List<CarrierStub.Scan> scans = known.apply(number);
            xml.append("<AWBInfo><AWBNumber>").append(number).append("</AWBNumber><Status><ActionStatus>");
            xml.append(scans.isEmpty() ? "No Shipments Found" : "success").append("</ActionStatus></Status>");
            if (!scans.isEmpty()) {
                xml.append("<ShipmentInfo>");
                // oldest first, as DHL lists them
                for (int i = scans.size() - 1; i >= 0; i--) {
                    append(xml, scans.get(i));
                }
                xml.append("</ShipmentInfo>");
            }
            xml.append("</AWBInfo>\n");
        }
        return xml.append("</req:TrackingResponse>\n").toString();
    }

    private static void append(StringBuilder xml, CarrierStub.Scan scan) {
        xml.append("<ShipmentEvent><Date>").append(ISO_DATE.format(scan.at().toLocalDate()));
        xml.append("</Date><Time>").append(ISO_TIME.format(scan.at()));
        xml.append("</Time><ServiceEvent><EventCode>").append(scan.code());
        xml.append("</EventCode><Description>").append(escape(scan.text()));
        xml.append("</Description></ServiceEvent><Signatory/><ServiceArea><ServiceAreaCode>");
        String city = scan.city().toUpperCase(Locale.ROOT);
        xml.append(escape(city.substring(0, Math.min(3, city.length()))));
        xml.append("</ServiceAreaCode><Description>").append(escape(city + "-" + scan.country()));
        xml.append("</Description></ServiceArea></ShipmentEvent>");
    }

    /** PostNord Track and Trace, version 5. */
    static String postnord(String number, List<CarrierStub.Scan> scans) {
        List<Object> shipments = new ArrayList<>();
        if (!scans.isEmpty()) {
            List<Map<String, Object>> events = new ArrayList<>();
            for (CarrierStub.Scan scan : scans) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("eventTime", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(scan.at()));
                one.put("eventCode", scan.type());
                one.put("status", scan.code());
                one.put("eventDescription", scan.text());
                one.put(
                        "location",
                        Map.of("displayName", scan.city(), "city", scan.city(), "countryCode", scan.country()));
                events.add(one);
            }
            Map<String, Object> shipment = new LinkedHashMap<>();
            shipment.put("shipmentId", number);
            shipment.put("status", scans.get(0).code());
            shipment.put("items", List.of(Map.of("itemId", number, "events", events)));
            shipments.add(shipment);
        }
        return Json.text(Map.of("TrackingInformationResponse", Map.of("shipments", shipments)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
