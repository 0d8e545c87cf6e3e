package io.caravanserai.label.news;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer of {@code GET /label-batches/{id}}. */
final class BatchView {
    private BatchView() {}

    private record Parcel(String shipmentId, int position, String id, String uuidRef, @Nullable String number) {}

    static ObjectNode of(Connection connection, LabelBatch batch) throws SQLException {
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("id", batch.id())
                .put("name", batch.name())
                .put("status", batch.status())
                .put("revision", batch.revision())
                .put("carrier_id", batch.carrierId())
                .put("date", batch.manifestDate())
                .put("format", batch.format().code())
                .put("size", batch.size().code())
                .put("created_utc", ShipmentUpdate.utc(batch.createdAt()))
                .put("updated_utc", ShipmentUpdate.utc(batch.updatedAt()))
                .put("deadline_utc", ShipmentUpdate.utc(batch.deadline()))
                .put("document_url", batch.revision() == 0 ? null : document(batch, batch.revision()));
        List<LabelBatch.Member> members = batch.members(connection);
        Map<String, List<Parcel>> parcels = parcels(connection, members);
        ArrayNode parts = view.putArray("parts");
        ArrayNode missing = view.putArray("missing");
        for (LabelBatch.Member member : members) {
            List<Parcel> own = parcels.getOrDefault(member.shipmentId(), List.of());
            part(parts.addObject(), member, own);
            if (!member.isIn(batch.revision())) {
                own.forEach(parcel -> missing.addObject()
                        .put("shipment_id", member.shipmentId())
                        .put("parcel_id", parcel.id())
                        .put("why", why(member)));
            }
        }
        return view;
    }

    /** Where its document of a revision is, under the hub's address. */
    static String document(LabelBatch batch, int revision) {
        return "/label-batches/" + batch.id() + "/document?format="
                + batch.format().code() + "&revision=" + revision;
    }

    private static Map<String, List<Parcel>> parcels(Connection connection, List<LabelBatch.Member> members)
            throws SQLException {
        List<Parcel> parcels = Sql.listIn(
                connection,
                "SELECT shipment_id, position, id, uuid_ref, carrier_tracking_id FROM parcel WHERE shipment_id IN",
                row -> new Parcel(
                        row.getString(1), row.getInt(2), row.getString(3), row.getString(4), row.getString(5)),
                members.stream().map(LabelBatch.Member::shipmentId).toList());
        return parcels.stream()
                .sorted(Comparator.comparingInt(Parcel::position))
                .collect(Collectors.groupingBy(Parcel::shipmentId));
    }

    private static void part(ObjectNode part, LabelBatch.Member member, List<Parcel> parcels) {
        part.put("shipment_id", member.shipmentId())
                .put("uuid_ref", member.uuidRef())
                .put("state", member.labelStatus())
                .put("revision", member.revision() == 0 ? null : member.revision());
        ArrayNode list = part.putArray("parcels");
        parcels.forEach(parcel -> list.addObject()
                .put("id", parcel.id())
                .put("uuid_ref", parcel.uuidRef())
                .put("tracking_number", parcel.number()));
    }

    private static String why(LabelBatch.Member member) {
        return switch (member.labelStatus()) {
            case "made" -> "made after the last revision: the next one has it";
            case "failed" -> failure(member);
            case "cancelled" -> "the shipment was cancelled";
            default -> "its label is not made yet: " + member.labelStatus();
        };
    }

    private static String failure(LabelBatch.Member member) {
        var error = OutcomeStore.tree(member.error());
        return error == null
                ? "its label failed"
                : error.path("error_code").asText() + ": "
                        + error.path("error_description").asText();
    }
}
