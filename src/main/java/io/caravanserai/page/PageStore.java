package io.caravanserai.page;

import io.caravanserai.page.brand.Brand;
import io.caravanserai.page.brand.BrandStore;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.CurrentStatus;
import io.caravanserai.tracking.TrackQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a token opens. The look-up is by index, so its time tells nothing about tokens that exist. */
final class PageStore {
    private final Database database;

    PageStore(Database database) {
        this.database = database;
    }

    private record Found(String id, String account, String labelStatus) {}

    /** Empty for a token that opens nothing, or nothing any more. */
    Optional<ShownShipment> read(String token) {
        return database.read(connection -> {
            Optional<Found> found = find(connection, token);
            return found.isEmpty() ? Optional.empty() : Optional.of(shown(connection, found.get()));
        });
    }

    /** The account whose shipment a token opens. */
    Optional<Brand> brand(String token) {
        return database.read(connection -> {
            Optional<Found> found = find(connection, token);
            return found.isEmpty()
                    ? Optional.empty()
                    : BrandStore.find(connection, found.get().account());
        });
    }

    private static Optional<Found> find(Connection connection, String token) throws SQLException {
        return Sql.first(
                connection,
                "SELECT id, account_number, label_status FROM shipment WHERE page_token = ?",
                row -> new Found(row.getString(1), row.getString(2), row.getString(3)),
                token);
    }

    private static ShownShipment shown(Connection connection, Found found) throws SQLException {
        TrackQuery.Track track =
                TrackQuery.read(connection, List.of(found.id())).tracks().get(0);
        boolean isCancelled =
                found.labelStatus().equals("cancelled") || found.labelStatus().equals("voiding");
        return new ShownShipment(
                found.id(),
                isCancelled,
                track.parcels().size(),
                legs(connection, track),
                BrandStore.find(connection, found.account()).orElse(Brand.NONE));
    }

    private static List<Leg> legs(Connection connection, TrackQuery.Track track) throws SQLException {
        if (!track.trackingLevel().equals("parcel")) {
            return List.of(Leg.of(0, CurrentStatus.ofWhole(connection, track.id()), track.trackingData()));
        }
        List<Leg> legs = new ArrayList<>();
        if (!track.trackingData().events().isEmpty()) {
            legs.add(Leg.of(0, CurrentStatus.ofShipment(connection, track.id()), track.trackingData()));
        }
        int number = 0;
        for (TrackQuery.ParcelTrack parcel : track.parcels()) {
            number++;
            legs.add(Leg.of(number, CurrentStatus.ofParcel(connection, parcel.id()), parcel.trackingData()));
        }
        return legs;
    }
}
