package io.caravanserai.page;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.tracking.CurrentStatus;
import io.caravanserai.tracking.TrackQuery;
import java.util.List;
import java.util.Optional;

/**
 * The journey of one parcel, or of a shipment whose parcels travel as one.
 *
 * @param parcel its number from 1; 0 for what is about the whole shipment
 * @param events oldest first
 */
record Leg(
        int parcel, Optional<CurrentStatus> status, Optional<CarrierTime> estimate, List<TrackingEvent.Event> events) {
    Leg {
        events = List.copyOf(events);
    }

    static Leg of(int parcel, Optional<CurrentStatus> status, TrackQuery.TrackingData data) {
        Optional<CarrierTime> estimate = status.filter(CurrentStatus::ended).isPresent()
                ? Optional.empty()
                : Optional.ofNullable(data.currentEta()).flatMap(CarrierTime::ofEstimate);
        return new Leg(parcel, status, estimate, data.events());
    }

    State state() {
        return status.map(now -> State.of(now.milestone(), now.code(), now.subCode()))
                .orElse(State.WAITING);
    }

    /** The event that says where it stands. */
    Optional<TrackingEvent.Event> telling() {
        return status.flatMap(now -> events.stream()
                .filter(event -> event.id().equals(now.eventId()))
                .findFirst());
    }

    /** The newest event when it tells of trouble that the status does not show. */
    Optional<TrackingEvent.Event> trouble() {
        return Optional.of(events)
                .filter(all -> !all.isEmpty())
                .map(all -> all.get(all.size() - 1))
                .filter(newest -> state(newest) == State.PROBLEM && state() != State.PROBLEM);
    }

    static State state(TrackingEvent.Event event) {
        TrackingEvent.Codes.Gluey code = event.codes().gluey();
        return State.of(code.milestone(), code.code(), code.subCode());
    }
}
