package io.caravanserai.edi.ack;

import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.InterchangeReport.Trailer;
import java.util.Map;

/**
 * The standards' codes for what the splitter finds: X12 data elements I18, 716, 718 and 720, EDIFACT 0085. Empty where a
 * level has no code for it.
 */
record FaultCodes(
        Map<Trailer, String> ofInterchange,
        Map<Trailer, String> ofGroup,
        String otherOfInterchange,
        String duplicate,
        Map<String, String> ofMessage,
        String otherOfMessage,
        Map<String, String> ofSegment) {

    static final FaultCodes X12 = new FaultCodes(
            Map.of(
                    Trailer.COUNT_MISMATCH, "021",
                    Trailer.REFERENCE_MISMATCH, "001",
                    Trailer.UNREADABLE, "024",
                    Trailer.MISSING, "023"),
            Map.of(
                    Trailer.COUNT_MISMATCH, "5",
                    Trailer.REFERENCE_MISMATCH, "4",
                    Trailer.MISSING, "3"),
            "024",
            "025",
            Map.of(
                    EdiFault.UNKNOWN_MESSAGE, "1",
                    EdiFault.TRUNCATED, "2",
                    EdiFault.MESSAGE_REFERENCE, "3",
                    EdiFault.SEGMENT_COUNT, "4"),
            "5",
            Map.of(
                    EdiFault.INVALID_TAG, "1",
                    EdiFault.UNEXPECTED_SEGMENT, "2",
                    EdiFault.MISSING_SEGMENT, "3",
                    EdiFault.CHARSET, "8"));

    static final FaultCodes EDIFACT = new FaultCodes(
            Map.of(
                    Trailer.COUNT_MISMATCH, "29",
                    Trailer.REFERENCE_MISMATCH, "28",
                    Trailer.UNREADABLE, "21",
                    Trailer.MISSING, "13"),
            Map.of(
                    Trailer.COUNT_MISMATCH, "29",
                    Trailer.REFERENCE_MISMATCH, "28",
                    Trailer.UNREADABLE, "21",
                    Trailer.MISSING, "13"),
            "18",
            "26",
            Map.of(
                    EdiFault.UNKNOWN_MESSAGE, "17",
                    EdiFault.TRUNCATED, "13",
                    EdiFault.MESSAGE_REFERENCE, "28",
                    EdiFault.SEGMENT_COUNT, "29"),
            "18",
            Map.of(
                    EdiFault.INVALID_TAG, "15",
                    EdiFault.UNEXPECTED_SEGMENT, "15",
                    EdiFault.MISSING_SEGMENT, "13",
                    EdiFault.CHARSET, "21"));
}
