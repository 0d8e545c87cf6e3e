package io.caravanserai.label.news;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.delivery.ShipmentOutbox;
import io.caravanserai.event.Json;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.document.LabelUnavailableException;
import io.caravanserai.label.document.ParcelLabel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.page.PageLinks;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.store.StoreException;
import io.caravanserai.tracking.Outbox;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a customer how the label work of a shipment ended, by webhook; each end once, in their order. */
final class ShipmentRelease {
    private static final Logger LOG = LoggerFactory.getLogger(ShipmentRelease.class);

    private final Database database;
    private final ShipmentLabels labels;
    private final LabelLink link;
    private final PageLinks pages;
    private final long maxBody;
    private final Clock clock;

    /**
     * @param maxBody bytes above which a webhook has links in place of labels
     */
    ShipmentRelease(
            Database database, ShipmentLabels labels, LabelLink link, PageLinks pages, long maxBody, Clock clock) {
        this.database = database;
        this.labels = labels;
        this.link = link;
        this.pages = pages;
        this.maxBody = maxBody;
        this.clock = clock;
    }

    /**
     * An end of label work that the customer was not told of.
     *
     * @param isWanted whether anybody is to be told
     * @param isCurrent whether the label is still made; it may have been given back
     */
    private record End(
            String id,
            String account,
            String carrier,
            String status,
            LabelFormat format,
            LabelSize size,
            @Nullable JsonNode error,
            boolean isWanted,
            boolean isCurrent,
            ShipmentUpdate shipment) {}

    /** What wakes the lanes; empty when everything was told before. */
    List<Outbox.Notification> release(String shipmentId) {
        String pageUrl = pages.of(shipmentId);
        return database.read(connection -> ends(connection, shipmentId, pageUrl)).stream()
                .flatMap(end -> tell(end).stream())
                .toList();
    }

    private static List<End> ends(Connection connection, String shipmentId, String pageUrl) throws SQLException {
        ShipmentUpdate shipment = ShipmentUpdate.of(connection, shipmentId, pageUrl);
        return Sql.list(
                connection,
                """
                SELECT o.*, s.label_status FROM label_outcome o JOIN shipment s ON s.id = o.shipment_id
                WHERE o.shipment_id = ? AND o.released_at IS NULL ORDER BY o.seq""",
                row -> end(connection, row, shipment),
                shipmentId);
    }

    private static End end(Connection connection, ResultSet row, ShipmentUpdate shipment) throws SQLException {
        String account = row.getString("account_number");
        String carrier = row.getString("carrier_id");
        return new End(
                row.getString("id"),
                account,
                carrier,
                row.getString("status"),
                LabelFormat.of(row.getString("format")).orElseThrow(),
                LabelSize.of(row.getString("size")).orElseThrow(),
                OutcomeStore.tree(row.getString("error")),
                ShipmentOutbox.isWanted(connection, account, carrier),
                "made".equals(row.getString("label_status")),
                shipment);
    }

    /** Labels are drawn outside of the transaction, which must be short. */
    private List<Outbox.Notification> tell(End end) {
        Optional<ShipmentOutbox.News> news = (end.isWanted() ? body(end) : Optional.<byte[]>empty())
                .map(body -> new ShipmentOutbox.News(
                        end.id(), end.account(), end.carrier(), end.shipment().id(), body));
        long now = clock.millis();
        return database.write(connection -> {
            int released = Sql.update(
                    connection,
                    "UPDATE label_outcome SET released_at = ? WHERE id = ? AND released_at IS NULL",
                    now,
                    end.id());
            return released == 1 && news.isPresent()
                    ? ShipmentOutbox.write(connection, news.get(), now)
                    : List.<Outbox.Notification>of();
        });
    }

    private Optional<byte[]> body(End end) {
        return switch (end.status()) {
            case "made" -> end.isCurrent() ? Optional.of(made(end)) : Optional.empty();
            case "failed" -> Optional.of(failed(end, end.error()));
            default -> {
                var data = LabelsData.none().put("label_status", end.status());
                yield Optional.of(Json.bytes(end.shipment().with("other", data)));
            }
        };
    }

    private byte[] made(End end) {
        try {
            List<ParcelLabel> parcels = labels.labels(end.shipment().id(), end.format(), end.size());
            byte[] whole = Json.bytes(end.shipment().with("labels", LabelsData.whole(parcels)));
            return whole.length <= maxBody
                    ? whole
                    : Json.bytes(end.shipment()
                            .with("labels", LabelsData.links(end.shipment().id(), parcels, link)));
        } catch (LabelUnavailableException e) {
            return failed(end, unavailable(String.valueOf(e.getMessage())));
        } catch (StoreException | RejectedExecutionException e) {
            // the hub's own trouble, or its end, says nothing about the label: it is told later
            throw e;
        } catch (RuntimeException e) {
            // one label that cannot be drawn must not hold up those of others
            LOG.error("labels cannot be drawn shipment={}", end.shipment().id(), e);
            return failed(end, unavailable("The label cannot be drawn; the failure is in the hub's log."));
        }
    }

    private static JsonNode unavailable(String why) {
        return Json.mapper().valueToTree(new LabelFailure(LabelFailure.GENERATION, why, null));
    }

    private static byte[] failed(End end, @Nullable JsonNode error) {
        return Json.bytes(end.shipment().with("label_failed", LabelsData.none().set("error", error)));
    }
}
