package io.caravanserai.journey;

import io.caravanserai.delivery.ShipmentDeliveries;
import io.caravanserai.delivery.ShipmentDeliveries.Fact;
import io.caravanserai.delivery.ShipmentDeliveries.Told;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.harmonize.EventCode;
import io.caravanserai.harmonize.EventCodes;
import io.caravanserai.harmonize.UnmappedCode;
import io.caravanserai.journey.Journey.Parcel;
import io.caravanserai.journey.Journey.Step;
import io.caravanserai.journey.Journey.ToldByFile;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.CurrentStatus;
import io.caravanserai.tracking.JourneyEvents;
import io.caravanserai.tracking.JourneyEvents.Kept;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the stories of shipments. */
public final class Journeys {
    /** More than any journey has; a number that is used again for years may. */
    static final int MOST_EVENTS = 200;

    private final Database database;
    private final Supplier<EventCodes> codes;
    private final Clock clock;

    /** @param codes the hub's codes of now, for what they mean */
    public Journeys(Database database, Supplier<EventCodes> codes, Clock clock) {
        this.database = database;
        this.codes = codes;
        this.clock = clock;
    }

    /** @param id of a shipment, or {@code carrier:number} of a number that no shipment has */
    public Optional<Journey> of(String id) {
        int colon = id.indexOf(':');
        return database.read(connection -> colon < 0
                ? ofShipment(connection, id)
                : ofNumber(connection, id.substring(0, colon), id.substring(colon + 1)));
    }

    private Optional<Journey> ofNumber(Connection connection, String carrier, String number) throws SQLException {
        Optional<ShipmentLine> line = ShipmentLines.ofNumber(connection, carrier, number);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        List<Kept> events = JourneyEvents.ofNumber(connection, carrier, number, MOST_EVENTS + 1);
        List<Step> steps = shown(events).stream()
                .map(kept -> step(kept, List.of(), List.of()))
                .toList();
        return Optional.of(new Journey(
                line.get(),
                ShipmentSearch.utc(
                        events.stream().mapToLong(Kept::storedAt).min().orElse(0)),
                Map.of(),
                List.of(),
                steps,
                events.size() > MOST_EVENTS,
                List.of(),
                null));
    }

    private Optional<Journey> ofShipment(Connection connection, String id) throws SQLException {
        Optional<ShipmentLine> line = ShipmentLines.ofShipment(connection, id);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        String account = Objects.requireNonNull(line.get().accountNumber());
        List<Kept> events = JourneyEvents.ofShipment(connection, id, MOST_EVENTS + 1);
        Map<String, List<Told>> told = told(connection, account, id, shown(events));
        Map<String, List<ToldByFile>> files = EdiFilesTold.of(connection, account, id, shown(events));
        List<Step> steps = shown(events).stream()
                .map(kept -> step(
                        kept,
                        told.getOrDefault(kept.event().event().id(), List.of()),
                        files.getOrDefault(kept.event().event().id(), List.of())))
                .toList();
        return Sql.first(
                connection,
                "SELECT created_at, shipment_refs FROM shipment WHERE id = ?",
                row -> new Journey(
                        line.get(),
                        ShipmentSearch.utc(row.getLong(1)),
                        references(row.getString(2)),
                        parcels(connection, id),
                        steps,
                        events.size() > MOST_EVENTS,
                        labelNews(connection, account, id),
                        LabelStanding.of(connection, id, clock.millis()).orElse(null)),
                id);
    }

    private static List<Kept> shown(List<Kept> events) {
        return events.size() > MOST_EVENTS ? events.subList(0, MOST_EVENTS) : events;
    }

    private static Map<String, List<Told>> told(
            Connection connection, String account, String shipmentId, List<Kept> events) throws SQLException {
        List<Fact> facts = events.stream()
                .map(kept -> new Fact(kept.event().event().id(), kept.parcelId()))
                .toList();
        return ShipmentDeliveries.of(connection, account, shipmentId, facts).stream()
                .collect(Collectors.groupingBy(Told::factId));
    }

    private static List<Told> labelNews(Connection connection, String account, String shipmentId) throws SQLException {
        List<Fact> facts = Sql.list(
                connection,
                "SELECT id FROM label_outcome WHERE shipment_id = ? ORDER BY seq DESC LIMIT 50",
                row -> new Fact(row.getString(1), null),
                shipmentId);
        return ShipmentDeliveries.of(connection, account, shipmentId, facts);
    }

    private static List<Parcel> parcels(Connection connection, String shipmentId) throws SQLException {
        List<Parcel> parcels = new ArrayList<>();
        for (Parcel parcel : Sql.list(
                connection,
                "SELECT id, uuid_ref, carrier_tracking_id FROM parcel WHERE shipment_id = ? ORDER BY position",
                row -> new Parcel(row.getString(1), row.getString(2), row.getString(3), null),
                shipmentId)) {
            parcels.add(new Parcel(
                    parcel.id(),
                    parcel.uuidRef(),
                    parcel.trackingNumber(),
                    ShipmentLines.status(CurrentStatus.ofParcel(connection, parcel.id()))));
        }
        return parcels;
    }

    @SuppressWarnings("unchecked") // an object of JSON is such a map
    private static Map<String, Object> references(String kept) {
        return Json.read(kept.getBytes(StandardCharsets.UTF_8), LinkedHashMap.class);
    }

    private Step step(Kept kept, List<Told> told, List<ToldByFile> files) {
        TrackingEvent envelope = kept.event();
        TrackingEvent.Event event = envelope.event();
        TrackingEvent.Codes.Gluey own = event.codes().gluey();
        return new Step(
                event.id(),
                envelope.carrierTrackingId(),
                kept.parcelId(),
                ShipmentSearch.utc(envelope.occurredAt()),
                event.eventTime().carrierUtc(),
                event.timeBasis(),
                envelope.receivedUtc(),
                ShipmentSearch.utc(kept.storedAt()),
                own.milestone(),
                own.code(),
                own.subCode(),
                codes.get()
                        .find(joined("/", own.milestone(), own.code(), own.subCode()))
                        .map(EventCode::definition)
                        .orElse(null),
                event.codes().carrier(),
                place(event),
                event.reason(),
                UnmappedCode.of(envelope).isPresent(),
                event.outOfOrder(),
                event.replaces(),
                kept.replacedBy(),
                envelope.origin().source(),
                envelope.origin().inboundId(),
                envelope.origin().mapping(),
                envelope.origin().codeRow(),
                told,
                files);
    }

    private static @Nullable String place(TrackingEvent.Event event) {
        TrackingEvent.Address address = event.place();
        String known = joined(", ", address.city(), address.state(), address.isoCountry());
        TrackingEvent.LocationCoding coding = event.location().carrierLocationCoding();
        String shown = !known.isEmpty() || coding == null ? known : joined(" ", coding.code(), coding.description());
        return shown.isEmpty() ? null : shown;
    }

    private static String joined(String separator, @Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(separator));
    }
}
