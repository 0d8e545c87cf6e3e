package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caravanserai.event.Ids;
import io.caravanserai.event.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A shipment about to be kept: its ids are given, its JSON columns written, its answer ready. */
record NewShipment(
        String id,
        String accountNumber,
        String uuidRef,
        String origin,
        String carrierId,
        @Nullable String carrierService,
        String trackingLevel,
        @Nullable String trackingNumber,
        @Nullable String shipperReference,
        String manifestStatus,
        @Nullable Label label,
        List<Parcel> parcels,
        String metaData,
        String references,
        String request,
        String answer,
        long createdAt) {

    record Label(String id, String format, String size) {}

    record Parcel(String id, String uuidRef, String metaData, String items) {}

    /** From a valid body of {@code POST /shipments}. */
    static NewShipment created(String account, JsonNode body, long now) {
        JsonNode shipment = body.path("shipment");
        String id = Ids.next(now);
        String uuidRef = textOr(shipment.path("uuid_ref"), id);
        List<Parcel> parcels = new ArrayList<>();
        List<Map<String, Object>> answers = new ArrayList<>();
        for (JsonNode parcel : shipment.path("parcels")) {
            parcel(parcel, now, parcels, answers);
        }
        String level = parcels.size() > 1 ? "parcel" : "shipment";
        String manifest =
                body.path("gluey_services").path("free").path("auto_manifest").asBoolean(false) ? "ok" : "required";
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", id);
        answer.put("uuid_ref", uuidRef);
        answer.put("created_utc", Instant.ofEpochMilli(now).toString());
        answer.put("updated_utc", Instant.ofEpochMilli(now).toString());
        answer.put("tracking_level", level);
        answer.put("manifest_status", manifest);
        answer.put("parcels", answers);
        JsonNode wanted = body.path("label_request");
        String format = textOr(wanted.path("format"), "zpl200");
        return new NewShipment(
                id,
                account,
                uuidRef,
                "created",
                body.path("carrier").path("code").asText(),
                body.path("carrier").path("service").path("code").asText(),
                level,
                null,
                textOrNull(shipment.path("references").path("shipper")),
                manifest,
                new Label(Ids.next(now), format.equals("jpeg") ? "jpg" : format, textOr(wanted.path("size"), "4x6")),
                parcels,
                list(shipment.path("meta_data")),
                object(shipment.path("references")),
                Json.text(body),
                Json.text(answer),
                now);
    }

    private static void parcel(JsonNode parcel, long now, List<Parcel> parcels, List<Map<String, Object>> answers) {
        String id = Ids.next(now);
        String uuidRef = textOr(parcel.path("uuid_ref"), id);
        List<Map<String, Object>> items = new ArrayList<>();
        for (JsonNode item : parcel.path("items")) {
            String itemId = Ids.next(now);
            Map<String, Object> ids = new LinkedHashMap<>();
            ids.put("id", itemId);
            ids.put("uuid_ref", textOr(item.path("uuid_ref"), itemId));
            items.add(ids);
        }
        parcels.add(new Parcel(id, uuidRef, list(parcel.path("meta_data")), Json.text(items)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", id);
        answer.put("uuid_ref", uuidRef);
        answer.put("items", items);
        answers.add(answer);
    }

    /** From a valid body of {@code POST /trackers}; its id follows from account, carrier and number. */
    static NewShipment tracker(String account, JsonNode body, long now) {
        String carrier = body.path("carrier_id").asText();
        String number = body.path("tracking_number").asText();
        String id = UUID.nameUUIDFromBytes((account + "\n" + carrier + "\n" + number).getBytes(StandardCharsets.UTF_8))
                .toString();
        return new NewShipment(
                id,
                account,
                textOr(body.path("uuid_ref"), id),
                "tracker",
                carrier,
                null,
                "shipment",
                number,
                textOrNull(body.path("references").path("shipper")),
                "ok",
                null,
                List.of(),
                list(body.path("meta_data")),
                object(body.path("references")),
                Json.text(body),
                "",
                now);
    }

    private static String textOr(JsonNode node, String otherwise) {
        return node.isTextual() && !node.asText().isEmpty() ? node.asText() : otherwise;
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty() ? node.asText() : null;
    }

    private static String list(JsonNode node) {
        return Json.text(node.isArray() ? node : JsonNodeFactory.instance.arrayNode());
    }

    private static String object(JsonNode node) {
        return Json.text(node.isObject() ? node : JsonNodeFactory.instance.objectNode());
    }
}
