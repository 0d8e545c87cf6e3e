package io.caravanserai.tracking;

import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a customer may see of shipments' journeys; events are in the order of the journey, oldest first. */
public final class TrackQuery {
    private TrackQuery() {}

    /** One shipment as {@code POST /track} answers it. */
    public record Track(
            String id,
            String uuidRef,
            String carrierId,
            String trackingLevel,
            Map<?, ?> references,
            List<ParcelTrack> parcels,
            TrackingData trackingData) {
        boolean hasEvents() {
            return allData().anyMatch(data -> !data.events().isEmpty());
        }

        /** Of the shipment, then of its parcels in order. */
        public Stream<TrackingData> allData() {
            return Stream.concat(Stream.of(trackingData), parcels.stream().map(ParcelTrack::trackingData));
        }
    }

    /** One parcel of it. */
    public record ParcelTrack(
            String id,
            String uuidRef,
            @Nullable String carrierTrackingId,
            @Nullable String condition,
            TrackingData trackingData) {}

    /**
     * @param currentEta what the carrier said last about the time of delivery
     * @param deliveryConfirmation of the last event that has one
     */
    public record TrackingData(
            @Nullable String currentEta,
            TrackingEvent.@Nullable DeliveryConfirmation deliveryConfirmation,
            List<TrackingEvent.Event> events) {
        static TrackingData of(List<TrackingEvent.Event> events) {
            String eta = null;
            TrackingEvent.DeliveryConfirmation confirmation = null;
            for (TrackingEvent.Event event : events) {
                eta = event.eta() == null ? eta : event.eta();
                TrackingEvent.DeliveryConfirmation said = event.other().deliveryConfirmation();
                confirmation = said == null ? confirmation : said;
            }
            return new TrackingData(eta, confirmation, List.copyOf(events));
        }
    }

    /** @param newest when the newest of all these events was stored, milliseconds since 1970; 0 without events */
    public record Answer(List<Track> tracks, long newest) {}

    private record Shipment(String uuidRef, String carrier, String level, String references) {}

    private record Parcel(String id, String uuidRef, @Nullable String number) {}

    private record Found(String shipmentId, @Nullable String parcelId, TrackingEvent event, long storedAt) {}

    /** All of these shipments, which must exist, in the order of their ids given. */
    public static Answer read(Connection connection, Collection<String> ids) throws SQLException {
        Map<String, Shipment> shipments = new HashMap<>();
        Sql.listIn(
                connection,
                "SELECT id, uuid_ref, carrier_id, tracking_level, shipment_refs FROM shipment WHERE id IN",
                row -> shipments.put(
                                row.getString(1),
                                new Shipment(row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                        == null,
                ids);
        Map<String, Map<Integer, Parcel>> parcels = new HashMap<>();
        Sql.listIn(
                connection,
                "SELECT shipment_id, position, id, uuid_ref, carrier_tracking_id FROM parcel WHERE shipment_id IN",
                row -> parcels.computeIfAbsent(row.getString(1), any -> new TreeMap<>())
                                .put(row.getInt(2), new Parcel(row.getString(3), row.getString(4), row.getString(5)))
                        == null,
                ids);
        // a key counts for its parcel only where the carrier tracks parcels
        Map<String, List<TrackingEvent.Event>> events = new HashMap<>();
        long newest = 0;
        for (Found found : events(connection, ids)) {
            Shipment shipment = shipments.get(found.shipmentId());
            boolean ofParcel = found.parcelId() != null
                    && shipment != null
                    && shipment.level().equals("parcel");
            String owner = ofParcel ? String.valueOf(found.parcelId()) : found.shipmentId();
            List<TrackingEvent.Event> own = events.computeIfAbsent(owner, any -> new ArrayList<>());
            own.add(found.event().event());
            newest = Math.max(newest, found.storedAt());
        }
        List<Track> tracks = new ArrayList<>();
        for (String id : ids) {
            Shipment shipment = shipments.get(id);
            if (shipment != null) {
                tracks.add(
                        track(id, shipment, parcels.getOrDefault(id, Map.of()).values(), events));
            }
        }
        return new Answer(tracks, newest);
    }

    private static List<Found> events(Connection connection, Collection<String> ids) throws SQLException {
        List<Found> found = Sql.listIn(
                connection,
                """
                SELECT k.shipment_id, k.parcel_id, e.envelope, e.stored_at
                FROM tracking_key k JOIN tracking_event e
                    ON e.carrier_id = k.carrier_id AND e.carrier_tracking_id = k.key_value
                WHERE k.kind <> 'reference' AND\s"""
                        + EventRows.COUNTS + " AND k.shipment_id IN",
                row -> new Found(row.getString(1), row.getString(2), EventRows.event(row, "envelope"), row.getLong(4)),
                ids);
        List<Found> ordered = new ArrayList<>(found);
        ordered.sort((a, b) -> TrackingStore.ORDER.compare(a.event(), b.event()));
        return ordered;
    }

    private static Track track(
            String id, Shipment shipment, Collection<Parcel> parcels, Map<String, List<TrackingEvent.Event>> events) {
        List<ParcelTrack> tracks = new ArrayList<>();
        for (Parcel parcel : parcels) {
            List<TrackingEvent.Event> own = events.getOrDefault(parcel.id(), List.of());
            String condition = null;
            for (TrackingEvent.Event event : own) {
                condition = event.other().condition() == null
                        ? condition
                        : event.other().condition();
            }
            tracks.add(
                    new ParcelTrack(parcel.id(), parcel.uuidRef(), parcel.number(), condition, TrackingData.of(own)));
        }
        return new Track(
                id,
                shipment.uuidRef(),
                shipment.carrier(),
                shipment.level(),
                Json.read(shipment.references().getBytes(StandardCharsets.UTF_8), LinkedHashMap.class),
                tracks,
                TrackingData.of(events.getOrDefault(id, List.of())));
    }
}
