package io.caravanserai.edi.status;

import io.caravanserai.edi.EdiSegment;
import io.caravanserai.edi.X12Writer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes X12 214, Transportation Carrier Shipment Status Message, releases 004010 and later: one transaction set for
 * successive lines of a shipment, one LX loop for each status.
 */
public final class StatusMessage214Writer {
    /** Reason code 1651 when there is none: normal status. */
    private static final String NORMAL = "NS";

    private static final int REMARK = 30;
    private static final int REMARKS = 10;

    /** Writes a report; lines that do not fit are left out and named. */
    public StatusInterchange write(X12Writer.Envelope envelope, StatusReport report) {
        X12Writer writer = new X12Writer(envelope);
        List<StatusReport.Refused> refused = new ArrayList<>();
        List<StatusLine> shipment = new ArrayList<>();
        boolean any = false;
        for (int i = 0; i < report.lines().size(); i++) {
            StatusLine line = report.lines().get(i);
            Limits limits = limits(line, report.fallbackScac());
            if (!limits.isKept()) {
                refused.add(new StatusReport.Refused(i, limits.reason()));
                continue;
            }
            if (!shipment.isEmpty() && !isSameShipment(shipment.get(0), line)) {
                writer.message("214", body(shipment, report.fallbackScac()));
                shipment.clear();
            }
            shipment.add(line);
            any = true;
        }
        if (!any) {
            return StatusInterchange.empty(refused);
        }
        writer.message("214", body(shipment, report.fallbackScac()));
        return StatusInterchange.of(writer.finish(), refused);
    }

    private static Limits limits(StatusLine line, @Nullable String fallbackScac) {
        String scac = line.scac() != null ? line.scac() : fallbackScac;
        Limits limits = new Limits()
                .check("B1001", line.carrierNumber(), 1, 30)
                .check("B1002", line.customerNumber(), 1, 30)
                .require("B1003", scac, "give the carrier a SCAC or agree on a fallback with the customer")
                .check("B1003", scac, 2, 4)
                .check("AT701", line.statusCode(), 2, 2)
                .check("AT702", line.reasonCode(), 2, 2);
        line.parcelIds().forEach(id -> limits.check("MAN02", id, 1, 48));
        line.references().forEach(one -> limits.check("L1101", one.value(), 1, 30));
        return limits;
    }

    private static boolean isSameShipment(StatusLine one, StatusLine other) {
        return Objects.equals(one.shipmentReference(), other.shipmentReference())
                && Objects.equals(one.carrierTrackingId(), other.carrierTrackingId())
                && Objects.equals(one.scac(), other.scac())
                && one.references().equals(other.references());
    }

    private static List<EdiSegment> body(List<StatusLine> lines, @Nullable String fallbackScac) {
        StatusLine first = lines.get(0);
        List<EdiSegment> body = new ArrayList<>();
        String scac = first.scac() != null ? first.scac() : fallbackScac;
        body.add(EdiSegment.of("B10", first.carrierNumber(), first.customerNumber(), scac));
        first.references().forEach(one -> body.add(EdiSegment.of("L11", one.value(), one.qualifier())));
        if (first.carrierName() != null) {
            body.add(EdiSegment.of("N1", "CA", Limits.clip(first.carrierName(), 60)));
        }
        int number = 0;
        for (StatusLine line : lines) {
            body.add(EdiSegment.of("LX", Integer.toString(++number)));
            status(line, body);
        }
        return body;
    }

    private static void status(StatusLine line, List<EdiSegment> body) {
        OffsetDateTime at = inCodedZone(line.at());
        String time = at.getSecond() == 0 ? "HHmm" : "HHmmss";
        body.add(EdiSegment.of(
                "AT7",
                line.statusCode(),
                line.reasonCode() == null ? NORMAL : line.reasonCode(),
                null,
                null,
                format(at, "yyyyMMdd"),
                format(at, time),
                zone(at.getOffset())));
        place(line, body);
        for (String id : line.parcelIds()) {
            String sscc = StatusLine.sscc(id);
            // GM is the SSCC with its application identifier
            body.add(EdiSegment.of("MAN", sscc == null ? "CP" : "GM", sscc == null ? id : "00" + sscc));
        }
        remarks(line, body);
    }

    /** MS1 needs a city with its state or country (syntax notes of MS1). */
    private static void place(StatusLine line, List<EdiSegment> body) {
        String city = Limits.clip(line.city(), 30);
        String state = fitting(line.state(), 2, 2);
        String country = fitting(line.country(), 2, 3);
        if (city != null && city.length() >= 2 && (state != null || country != null)) {
            body.add(EdiSegment.of("MS1", city, state, country));
        }
    }

    private static @Nullable String fitting(@Nullable String value, int shortest, int longest) {
        return value != null && value.length() >= shortest && value.length() <= longest ? value : null;
    }

    private static void remarks(StatusLine line, List<EdiSegment> body) {
        List<String> pieces = new ArrayList<>();
        if (line.signedBy() != null) {
            pieces.addAll(Limits.pieces("SIGNED BY " + line.signedBy(), REMARK, 2));
        }
        if (line.freeText() != null) {
            pieces.addAll(Limits.pieces(line.freeText(), REMARK, REMARKS - pieces.size()));
        }
        pieces.forEach(piece -> body.add(EdiSegment.of("K1", piece)));
    }

    /** The time as it is when its offset has a code, else in UTC. */
    private static OffsetDateTime inCodedZone(OffsetDateTime at) {
        return zone(at.getOffset()).isEmpty() ? at.withOffsetSameInstant(ZoneOffset.UTC) : at;
    }

    /** Element 623: UT, 01 to 12 for hours ahead of UTC, 13 (behind by 12) to 24 (behind by 1); empty for others. */
    private static String zone(ZoneOffset offset) {
        int seconds = offset.getTotalSeconds();
        int hours = seconds / 3600;
        if (seconds % 3600 != 0 || hours > 12 || hours < -12) {
            return "";
        }
        return hours == 0 ? "UT" : String.format("%02d", hours > 0 ? hours : 25 + hours);
    }

    private static String format(OffsetDateTime at, String pattern) {
        return at.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    }
}
