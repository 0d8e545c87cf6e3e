package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Ids;
import io.caravanserai.event.Json;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.page.PageLinks;
import io.caravanserai.page.PageToken;
import io.caravanserai.shipment.prepare.Prepared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checked request with the ids its shipment will have.
 *
 * @param trackingLevel "parcel" when there are several, each with a number of its own, else "shipment"
 * @param manifestStatus "ok" when nobody has to close a manifest: the customer asked for auto_manifest or the carrier has
 *     none
 * @param carrierAccount the account at the carrier that the customer chose; null when the hub chooses
 * @param pageToken opens the shipment's public tracking page
 * @param request the body as it was sent
 * @param prepared the body with everything changed that the customer asked to have changed; null when nothing was
 * @param preparation what was changed; null when no such service was asked for
 * @param answer the body of the 202 answer
 */
record ShipmentDraft(
        String id,
        String accountNumber,
        String uuidRef,
        String carrier,
        String service,
        @Nullable String carrierAccount,
        String trackingLevel,
        String manifestStatus,
        String metaData,
        String references,
        @Nullable String shipperReference,
        String labelFormat,
        String labelSize,
        List<Parcel> parcels,
        String pageToken,
        String request,
        @Nullable String prepared,
        @Nullable String preparation,
        String answer,
        long now) {

    record Parcel(String id, String uuidRef, String metaData, String items) {}

    /** @param pages where the tracking page will be */
    static ShipmentDraft of(String account, JsonNode request, Prepared prepared, PageLinks pages, long now) {
        JsonNode body = prepared.body();
        JsonNode shipment = body.path("shipment");
        String id = Ids.next(now);
        String uuidRef = textOr(shipment.path("uuid_ref"), id);
        String level = shipment.path("parcels").size() > 1 ? "parcel" : "shipment";
        String manifest = ManifestRule.first(body);
        String pageToken = PageToken.next();

        ObjectNode answer = Json.mapper().createObjectNode();
        String created = Instant.ofEpochMilli(now).toString();
        answer.put("id", id)
                .put("uuid_ref", uuidRef)
                .put("created_utc", created)
                .put("updated_utc", created)
                .put("tracking_level", level)
                .put("manifest_status", manifest)
                .put("tracking_page_url", pages.at(pageToken));
        prepared.report().ifPresent(report -> answer.set("preparation", report));
        List<Parcel> parcels = parcels(shipment.path("parcels"), answer.putArray("parcels"), now);
        JsonNode label = body.path("label_request");
        return new ShipmentDraft(
                id,
                account,
                uuidRef,
                body.path("carrier").path("code").asText(),
                body.path("carrier").path("service").path("code").asText(),
                carrierAccount(body),
                level,
                manifest,
                jsonOr(shipment.path("meta_data"), "[]"),
                jsonOr(shipment.path("references"), "{}"),
                blankToNull(shipment.path("references").path("shipper")),
                LabelFormat.of(textOr(label.path("format"), "zpl200"))
                        .orElseThrow()
                        .code(),
                labelSize(body),
                parcels,
                pageToken,
                Json.text(request),
                prepared.isChanged() ? Json.text(body) : null,
                prepared.report().map(Json::text).orElse(null),
                Json.text(answer),
                now);
    }

    private static List<Parcel> parcels(JsonNode asked, ArrayNode answer, long now) {
        List<Parcel> parcels = new ArrayList<>();
        for (JsonNode parcel : asked) {
            String id = Ids.next(now);
            String uuidRef = textOr(parcel.path("uuid_ref"), id);
            ObjectNode answered = answer.addObject().put("id", id).put("uuid_ref", uuidRef);
            ArrayNode items = answered.putArray("items");
            for (JsonNode item : parcel.path("items")) {
                String itemId = Ids.next(now);
                items.addObject().put("id", itemId).put("uuid_ref", textOr(item.path("uuid_ref"), itemId));
            }
            parcels.add(new Parcel(id, uuidRef, jsonOr(parcel.path("meta_data"), "[]"), Json.text(items)));
        }
        return List.copyOf(parcels);
    }

    /** The code of the size that a body of POST /shipments asks for. */
    static String labelSize(JsonNode body) {
        return textOr(body.path("label_request").path("size"), "4x6");
    }

    /** The value of the key {@code account} of {@code carrier_account_keys}. */
    private static @Nullable String carrierAccount(JsonNode body) {
        for (JsonNode pair : body.path("carrier").path("carrier_account_keys")) {
            if (pair.path("key").asText().equals("account")) {
                return blankToNull(pair.path("value"));
            }
        }
        return null;
    }

    static String textOr(JsonNode node, String absent) {
        return node.isTextual() ? node.textValue() : absent;
    }

    static String jsonOr(JsonNode node, String absent) {
        return node.isContainerNode() ? Json.text(node) : absent;
    }

    static @Nullable String blankToNull(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank()
                ? node.textValue().trim()
                : null;
    }
}
