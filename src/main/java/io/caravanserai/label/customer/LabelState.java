package io.caravanserai.label.customer;

import io.caravanserai.event.Json;
import io.caravanserai.http.Problems;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.queue.LabelOutlook;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Ownership;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How far the label of a shipment is.
 *
 * @param status as docs/labels-queue.md names it
 * @param failure why there is none, once it has failed
 * @param asked format and size that the shipment was made with
 */
record LabelState(String workId, String shipmentId, String status, Optional<LabelFailure> failure, LabelChoice asked) {
    /** Seconds after which to ask again while no node works on the carrier's labels. */
    private static final long NOBODY_WORKS = 30;

    private static final long LONGEST = 3_600;

    /** Empty for a shipment that was labelled elsewhere. */
    static Optional<LabelState> of(Connection connection, String shipmentId) throws SQLException {
        return Sql.first(
                connection,
                "SELECT * FROM label_work WHERE shipment_id = ? ORDER BY created_at DESC, id DESC LIMIT 1",
                LabelState::read,
                shipmentId);
    }

    /**
     * The same for a caller.
     *
     * @throws io.caravanserai.http.HttpProblem 403 or 404 when it is not the account's, 409 when it was labelled elsewhere
     */
    static LabelState of(Connection connection, String account, String shipmentId) throws SQLException {
        Ownership.require(connection, account, List.of(shipmentId));
        return of(connection, shipmentId)
                .orElseThrow(() -> Problems.conflict(
                        "no_label", "This shipment was labelled elsewhere: the hub has no label of it."));
    }

    private static LabelState read(ResultSet row) throws SQLException {
        String error = row.getString("error");
        return new LabelState(
                row.getString("id"),
                row.getString("shipment_id"),
                row.getString("status"),
                Optional.ofNullable(error)
                        .map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8), LabelFailure.class)),
                new LabelChoice(
                        LabelFormat.of(row.getString("format")).orElseThrow(),
                        LabelSize.of(row.getString("size")).orElseThrow()));
    }

    boolean isMade() {
        return status.equals("made");
    }

    boolean isFailed() {
        return status.equals("failed");
    }

    /** Also while it is being given back. */
    boolean isCancelled() {
        return status.equals("cancelled") || status.equals("voiding");
    }

    /** Whether nothing more comes of it by itself. */
    boolean isOver() {
        return isMade() || isFailed() || isCancelled();
    }

    /** Seconds after which to ask again, at least one. */
    long retryAfter(Connection connection, long clock) throws SQLException {
        Optional<LabelOutlook> outlook = LabelOutlook.of(connection, workId, clock);
        if (outlook.isEmpty()) {
            return 1; // its call is under way
        }
        long millis = outlook.get()
                .expectedUtc()
                .map(expected -> expected.toEpochMilli() - clock)
                .orElse(NOBODY_WORKS * 1_000);
        return Math.min(LONGEST, Math.max(1, (millis + 999) / 1_000));
    }
}
