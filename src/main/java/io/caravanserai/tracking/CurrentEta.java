package io.caravanserai.tracking;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What carriers said last about when shipments are delivered. */
public final class CurrentEta {
    private CurrentEta() {}

    /**
     * That of the shipment, as {@code POST /track} tells it; where the carrier tracks parcels, that of the first parcel
     * which has one. Empty before a carrier said anything.
     */
    public static Optional<String> of(Connection connection, String shipmentId) throws SQLException {
        return TrackQuery.read(connection, List.of(shipmentId)).tracks().stream()
                .flatMap(TrackQuery.Track::allData)
                .flatMap(data -> Optional.ofNullable(data.currentEta()).stream())
                .findFirst();
    }
}
