package io.caravanserai.edi.ack;

import io.caravanserai.edi.EdiElement;
import io.caravanserai.edi.EdiSegment;
import io.caravanserai.edi.WrittenInterchange;
import io.caravanserai.edi.X12Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes an acknowledgement as X12: TA1 for the interchange, then a 997 or 999 for each functional group. The segments
 * of both are alike; a 999 names them IK3, IK4 and IK5.
 */
public final class X12AckWriter {
    /** Data element 724 takes so many characters of the value refused. */
    private static final int LONGEST_COPY = 99;

    private X12AckWriter() {}

    /**
     * @param envelope of the acknowledgement itself, functional group {@code FA}
     * @param format {@link AckFormat#X12_997} or {@link AckFormat#X12_999} for groups; {@link AckFormat#TA1} for none
     * @throws IllegalArgumentException for CONTRL, and for a 999 before release 005010, which brought it
     */
    public static WrittenInterchange write(X12Writer.Envelope envelope, AckFormat format, Acknowledgement ack) {
        if (format == AckFormat.CONTRL) {
            throw new IllegalArgumentException("CONTRL is written by the EDIFACT writer");
        }
        boolean later = envelope.version().compareTo("005010") >= 0;
        boolean named = format == AckFormat.X12_999;
        if (named && !later) {
            throw new IllegalArgumentException(
                    "999 came with release 005010: choose 997, or a later version than " + envelope.version());
        }
        X12Writer writer = new X12Writer(envelope);
        if (ack.interchange() != null) {
            writer.acknowledge(ta1(ack.interchange()));
        }
        if (format != AckFormat.TA1) {
            for (Acknowledgement.Group group : ack.groups()) {
                writer.message(format.message(), named ? envelope.version() : "", body(group, named, later));
            }
        }
        return writer.finish();
    }

    private static EdiSegment ta1(Acknowledgement.Interchange interchange) {
        return EdiSegment.of(
                "TA1",
                interchange.control(),
                interchange.date(),
                interchange.time(),
                interchange.verdict().x12(),
                interchange.error().isEmpty() ? "000" : interchange.error());
    }

    private static List<EdiSegment> body(Acknowledgement.Group group, boolean named, boolean later) {
        List<EdiSegment> body = new ArrayList<>();
        body.add(EdiSegment.of("AK1", group.functionalId(), group.control(), later ? group.version() : null));
        for (Acknowledgement.Message set : group.sets()) {
            body.add(EdiSegment.of("AK2", set.type(), set.control(), later ? set.version() : null));
            set.segments().forEach(segment -> segment(segment, named ? "IK" : "AK", body));
            body.add(coded(named ? "IK5" : "AK5", List.of(set.verdict().x12()), set.errors()));
        }
        List<String> counts = List.of(
                group.verdict().x12(),
                Long.toString(group.declared()),
                Long.toString(group.received()),
                Long.toString(group.accepted()));
        body.add(coded("AK9", counts, group.errors()));
        return body;
    }

    private static void segment(Acknowledgement.Segment segment, String prefix, List<EdiSegment> body) {
        body.add(EdiSegment.of(
                prefix + "3", segment.tag(), Long.toString(segment.position()), segment.loop(), segment.error()));
        for (Acknowledgement.Element element : segment.elements()) {
            EdiElement place = EdiElement.composite(
                    Integer.toString(element.position()),
                    element.component() == 0 ? null : Integer.toString(element.component()));
            body.add(EdiSegment.of(prefix + "4", place, element.reference(), element.error(), copy(element.value())));
        }
    }

    private static @Nullable String copy(String value) {
        return value.length() > LONGEST_COPY ? value.substring(0, LONGEST_COPY) : value;
    }

    private static EdiSegment coded(String tag, List<String> first, List<String> errors) {
        List<String> all = new ArrayList<>(first);
        all.addAll(errors);
        return EdiSegment.of(tag, (Object[]) Objects.requireNonNull(all.toArray(String[]::new)));
    }
}
