package io.caravanserai.delivery.edi;

import io.caravanserai.edi.EdifactWriter;
import io.caravanserai.edi.X12Writer;
import io.caravanserai.edi.status.IftstaWriter;
import io.caravanserai.edi.status.StatusCodes;
import io.caravanserai.edi.status.StatusInterchange;
import io.caravanserai.edi.status.StatusLine;
import io.caravanserai.edi.status.StatusMessage214Writer;
import io.caravanserai.edi.status.StatusReport;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.tracking.ShipmentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events written as one file.
 *
 * @param bytes the file; empty when no event could be written
 * @param refused why an event was left out, by its index
 */
record StatusFile(byte[] bytes, Map<Integer, String> refused) {
    StatusFile {
        refused = Map.copyOf(refused);
    }

    /**
     * @param control ISA13, UNB 0020
     * @throws IllegalArgumentException when the profile or its code table is wrong
     */
    static StatusFile write(EdiProfile profile, long control, List<ShipmentEvent> events, Instant now) {
        return profile.format() == EdiProfile.Format.CSV
                ? new StatusFile(CsvStatus.write(events), Map.of())
                : edi(profile, control, events, now.atOffset(ZoneOffset.UTC));
    }

    private static StatusFile edi(EdiProfile profile, long control, List<ShipmentEvent> events, OffsetDateTime now) {
        StatusCodes codes = codes(profile);
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
        return new StatusFile(written.bytes(), refused);
    }

    private static StatusInterchange interchange(
            EdiProfile profile, long control, StatusReport report, OffsetDateTime now) {
        if (profile.format() == EdiProfile.Format.X12_214) {
            return new StatusMessage214Writer()
                    .write(
                            X12Writer.Envelope.of(
                                    profile.sender(),
                                    profile.receiver(),
                                    "QM",
                                    profile.version(),
                                    control,
                                    profile.test(),
                                    now),
                            report);
        }
        return new IftstaWriter()
                .write(
                        new EdifactWriter.Envelope(
                                "UNOC",
                                3,
                                profile.sender(),
                                profile.receiver(),
                                Long.toString(control),
                                profile.test(),
                                now,
                                profile.version(),
                                "",
                                false),
                        report);
    }

    private static StatusCodes codes(EdiProfile profile) {
        try {
            return StatusCodes.load(profile.codes());
        } catch (IOException e) {
            throw new UncheckedIOException("the code table " + profile.codes() + " cannot be read", e);
        }
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
                        news.shipmentUuidRef(),
                        news.event().carrierTrackingId(),
                        null,
                        profile.scacs().get(news.event().carrierId()),
                        code.status(),
                        code.reason(),
                        time(news.event()),
                        place(event).city(),
                        place(event).state(),
                        place(event).isoCountry(),
                        place(event).postalCode(),
                        signedBy(event),
                        text(event),
                        parcels(news)));
    }

    /** The carrier's local time; an event without a readable one is told at its instant in UTC. */
    private static OffsetDateTime time(TrackingEvent event) {
        try {
            return OffsetDateTime.parse(event.event().eventTime().carrierUtc());
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(event.occurredAt()).atOffset(ZoneOffset.UTC);
        }
    }

    private static TrackingEvent.Address place(TrackingEvent.Event event) {
        TrackingEvent.Address address = event.location().address();
        return address == null ? new TrackingEvent.Address(null, null, null, null, null) : address;
    }

    static @Nullable String signedBy(TrackingEvent.Event event) {
        TrackingEvent.DeliveryConfirmation confirmation = event.other().deliveryConfirmation();
        return confirmation == null ? null : confirmation.signedBy();
    }

    static @Nullable String text(TrackingEvent.Event event) {
        String own = event.codes().gluey().freetextDetail();
        return own == null ? event.codes().carrier().freetextDetail() : own;
    }

    private static List<String> parcels(ShipmentEvent news) {
        ShipmentEvent.Parcel parcel = news.parcel();
        return parcel == null || parcel.carrierTrackingId() == null ? List.of() : List.of(parcel.carrierTrackingId());
    }
}
