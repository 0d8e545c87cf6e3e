package io.caravanserai.edi.status;

import io.caravanserai.edi.EdiElement;
import io.caravanserai.edi.EdiSegment;
import io.caravanserai.edi.EdifactWriter;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes EDIFACT IFTSTA, International Multimodal Status Report: one message for the report, a CNI group for successive
 * lines of a shipment, an STS group for each status. Directories up to D.01C have packages directly in the group of the
 * status, later ones in a group of their goods item (GID); and their texts are shorter.
 */
public final class IftstaWriter {
    /** SG5 repeats at most so often in a CNI group. */
    private static final int MOST_STATUSES = 99;

    private static final String UN_ECE = "6";
    private static final String SCAC_AGENCY = "182";

    private final String referenceQualifier;

    /** Tells the customer's number by RFF qualifier CU, the consignor's reference. */
    public IftstaWriter() {
        this("CU");
    }

    /**
     * @param referenceQualifier RFF 1153 of the customer's number
     */
    public IftstaWriter(String referenceQualifier) {
        this.referenceQualifier = referenceQualifier;
    }

    /** Writes a report; lines that do not fit are left out and named. */
    public StatusInterchange write(EdifactWriter.Envelope envelope, StatusReport report) {
        List<StatusReport.Refused> refused = new ArrayList<>();
        boolean early = envelope.directory().matches("D\\.(9[0-9]|0[01]).");
        List<EdiSegment> body = head(report);
        int consignments = 0;
        int statuses = 0;
        StatusLine before = null;
        for (int i = 0; i < report.lines().size(); i++) {
            StatusLine line = report.lines().get(i);
            Limits limits = limits(line);
            if (!limits.isKept()) {
                refused.add(new StatusReport.Refused(i, limits.reason()));
                continue;
            }
            if (before == null || statuses == MOST_STATUSES || !isSameShipment(before, line)) {
                body.add(EdiSegment.of("CNI", Integer.toString(++consignments), line.carrierNumber()));
                statuses = 0;
            }
            status(line, early, body);
            statuses++;
            before = line;
        }
        if (before == null) {
            return StatusInterchange.empty(refused);
        }
        EdifactWriter writer = new EdifactWriter(envelope);
        writer.message("IFTSTA", body);
        return StatusInterchange.of(writer.finish(), refused);
    }

    private static List<EdiSegment> head(StatusReport report) {
        List<EdiSegment> head = new ArrayList<>();
        head.add(EdiSegment.of("BGM", "77", report.documentNumber(), "9"));
        OffsetDateTime utc = report.created().withOffsetSameInstant(ZoneOffset.UTC);
        head.add(EdiSegment.of("DTM", EdiElement.composite("137", format(utc, "yyyyMMddHHmm"), "203")));
        return head;
    }

    private static Limits limits(StatusLine line) {
        Limits limits = new Limits()
                .check("CNI 1004", line.carrierNumber(), 1, 35)
                .check("RFF 1154", line.shipmentReference(), 1, 35)
                .check("STS 4405", line.statusCode(), 1, 3)
                .check("STS 9013", line.reasonCode(), 1, 3)
                .check("NAD 3039", line.scac(), 1, 17);
        line.parcelIds().forEach(id -> limits.check("PCI 7102", id, 1, 35));
        line.references().forEach(one -> limits.check("RFF 1154", one.value(), 1, 35));
        return limits;
    }

    private static boolean isSameShipment(StatusLine one, StatusLine other) {
        return Objects.equals(one.shipmentReference(), other.shipmentReference())
                && Objects.equals(one.carrierTrackingId(), other.carrierTrackingId());
    }

    private void status(StatusLine line, boolean early, List<EdiSegment> body) {
        EdiElement reason = line.reasonCode() == null ? EdiElement.EMPTY : EdiElement.composite(line.reasonCode());
        body.add(EdiSegment.of("STS", "1", EdiElement.composite(line.statusCode(), null, UN_ECE), reason));
        if (line.shipmentReference() != null) {
            body.add(EdiSegment.of("RFF", EdiElement.composite(referenceQualifier, line.shipmentReference())));
        }
        line.references()
                .forEach(one -> body.add(EdiSegment.of("RFF", EdiElement.composite(one.qualifier(), one.value()))));
        body.add(EdiSegment.of("DTM", EdiElement.composite("78", withOffset(line.at()), "205")));
        if (line.freeText() != null) {
            List<String> texts = Limits.pieces(line.freeText(), early ? 70 : 512, 5);
            body.add(EdiSegment.of("FTX", "AAI", null, null, EdiElement.composite(texts.toArray(String[]::new))));
        }
        parties(line, body);
        place(line, early ? 17 : 256, body);
        parcels(line.parcelIds(), early, body);
    }

    private static void parties(StatusLine line, List<EdiSegment> body) {
        if (line.scac() != null || line.carrierName() != null) {
            EdiElement code =
                    line.scac() == null ? EdiElement.EMPTY : EdiElement.composite(line.scac(), null, SCAC_AGENCY);
            body.add(EdiSegment.of("NAD", "CA", code, null, name(line.carrierName())));
        }
        if (line.signedBy() != null) {
            body.add(EdiSegment.of("NAD", "AP", null, null, name(line.signedBy())));
        }
    }

    /** C080: a name in up to five lines of 35 characters. */
    private static EdiElement name(@Nullable String name) {
        return name == null
                ? EdiElement.EMPTY
                : EdiElement.composite(Limits.pieces(name, 35, 5).toArray(String[]::new));
    }

    /** Place with its postal code (code list 16), country (162) and country subdivision (163). */
    private static void place(StatusLine line, int longestName, List<EdiSegment> body) {
        if (line.city() == null && line.country() == null && line.postalCode() == null) {
            return;
        }
        String postal = Limits.clip(line.postalCode(), 35);
        body.add(EdiSegment.of(
                "LOC",
                "14",
                EdiElement.composite(postal, postal == null ? null : "16", null, Limits.clip(line.city(), longestName)),
                line.country() == null ? null : EdiElement.composite(Limits.clip(line.country(), 25), "162"),
                line.state() == null ? null : EdiElement.composite(Limits.clip(line.state(), 25), "163")));
    }

    /** At most 99 packages to a goods item (SG17). */
    private static void parcels(List<String> ids, boolean early, List<EdiSegment> body) {
        for (int i = 0; i < ids.size(); i++) {
            if (i % 99 == 0 && !early) {
                int count = Math.min(99, ids.size() - i);
                body.add(EdiSegment.of("GID", Integer.toString(i / 99 + 1), Integer.toString(count)));
            }
            String id = ids.get(i);
            String sscc = StatusLine.sscc(id);
            body.add(EdiSegment.of("PCI", sscc == null ? "18" : "30", sscc == null ? id : sscc));
        }
    }

    /** Format 205: local date and time with its offset from UTC, CCYYMMDDHHMMZHHMM. */
    private static String withOffset(OffsetDateTime at) {
        return format(at, "yyyyMMddHHmm") + format(at, "xx");
    }

    private static String format(OffsetDateTime at, String pattern) {
        return at.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    }
}
