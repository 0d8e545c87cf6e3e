package io.caravanserai.delivery.edi;

import io.caravanserai.edi.status.IftstaWriter;
import io.caravanserai.edi.status.StatusCodes;
import io.caravanserai.edi.status.StatusInterchange;
import io.caravanserai.edi.status.StatusLine;
import io.caravanserai.edi.status.StatusMessage214Writer;
import io.caravanserai.edi.status.StatusReport;
import io.caravanserai.edi.status.StatusTables;
import io.caravanserai.edifile.FileDraft;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.tracking.ShipmentEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events written as one file. */
final class StatusFile {
    private static final int MAX_REFERENCE = 30;

    private StatusFile() {}

    /**
     * @param tables where the profile's code table comes from
     * @param control ISA13, UNB 0020
     * @throws IllegalArgumentException when the profile or its code table is wrong
     */
    static FileDraft write(
            EdiProfile profile, StatusTables tables, long control, List<ShipmentEvent> events, Instant now) {
        return profile.format() == EdiProfile.Format.CSV
                ? new FileDraft(CsvStatus.write(events), Map.of(), null)
                : edi(profile, tables.of(profile.codes()), control, events, now.atOffset(ZoneOffset.UTC));
    }

    private static FileDraft edi(
            EdiProfile profile, StatusCodes codes, long control, List<ShipmentEvent> events, OffsetDateTime now) {
        Map<Integer, String> refused = new LinkedHashMap<>();
        List<Integer> indexes = new ArrayList<>();
        List<StatusLine> lines = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Optional<StatusLine> line = line(profile, codes, events.get(i));
            if (line.isPresent()) {
                indexes.add(i);
                lines.add(line.get());
            } else {
                refused.put(i, profile.codes() + " has no row for " + code(events.get(i)) + ": add one");
            }
        }
        StatusReport report = new StatusReport(Long.toString(control), now, profile.fallbackScac(), lines);
        StatusInterchange written = interchange(profile, control, report, now);
        written.refused().forEach(one -> refused.put(indexes.get(one.line()), one.reason()));
        return new FileDraft(written.bytes(), refused, expected(profile, written.messages()));
    }

    private static FileDraft.@Nullable Expected expected(EdiProfile profile, int messages) {
        Duration within = profile.acknowledgedWithin();
        return within == null
                ? null
                : new FileDraft.Expected(
                        profile.sender().id(),
                        profile.receiver().id(),
                        profile.format() == EdiProfile.Format.X12_214 ? "QM" : "",
                        messages,
                        within.toMillis());
    }

    private static StatusInterchange interchange(
            EdiProfile profile, long control, StatusReport report, OffsetDateTime now) {
        return profile.format() == EdiProfile.Format.X12_214
                ? new StatusMessage214Writer().write(profile.x12(control, now), report)
                : new IftstaWriter(profile.referenceQualifier()).write(profile.edifact(control, now), report);
    }

    private static String code(ShipmentEvent news) {
        TrackingEvent.Codes.Gluey code = news.event().event().codes().gluey();
        return code.milestone() + "/" + code.code() + (code.subCode() == null ? "" : "/" + code.subCode());
    }

    private static Optional<StatusLine> line(EdiProfile profile, StatusCodes codes, ShipmentEvent news) {
        TrackingEvent.Event event = news.event().event();
        TrackingEvent.Codes.Gluey gluey = event.codes().gluey();
        return codes.find(gluey.milestone(), gluey.code(), gluey.subCode())
                .map(code -> new StatusLine(
                        reference(news),
                        news.event().carrierTrackingId(),
                        null,
                        profile.scacs().get(news.event().carrierId()),
                        code.status(),
                        code.reason(),
                        news.event().carrierTime(),
                        event.place().city(),
                        event.place().state(),
                        event.place().isoCountry(),
                        event.place().postalCode(),
                        event.signedBy(),
                        event.text(),
                        parcels(news),
                        references(profile, news)));
    }

    /** What the shipment's meta data says under the keys that the profile names. */
    private static List<StatusLine.Reference> references(EdiProfile profile, ShipmentEvent news) {
        return news.shipmentMetaData().stream()
                .filter(data -> profile.references().containsKey(data.key()))
                .map(data -> new StatusLine.Reference(
                        Objects.requireNonNull(profile.references().get(data.key())), data.value()))
                .toList();
    }

    private static List<String> parcels(ShipmentEvent news) {
        ShipmentEvent.Parcel parcel = news.parcel();
        return parcel == null || parcel.carrierTrackingId() == null ? List.of() : List.of(parcel.carrierTrackingId());
    }

    /**
     * The customer's own reference, when there is one that fits: an id the hub made tells the customer nothing, and a
     * longer one has no place (X12 data element 145: 30 characters). The carrier's number then stands for both.
     */
    private static @Nullable String reference(ShipmentEvent news) {
        String reference = news.shipmentUuidRef();
        return reference.equals(news.shipmentId()) || reference.length() > MAX_REFERENCE ? null : reference;
    }
}
