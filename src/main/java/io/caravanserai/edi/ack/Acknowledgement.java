package io.caravanserai.edi.ack;

import io.caravanserai.edi.EdiParty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver says of one interchange, or of a part of it.
 *
 * @param interchange of the envelope: TA1 or UCI; null when only a group is spoken of (997, 999)
 * @param groups functional groups; EDIFACT messages outside groups stand in one group without a control number
 */
public record Acknowledgement(@Nullable Interchange interchange, List<Group> groups) {
    public Acknowledgement {
        groups = List.copyOf(groups);
    }

    /**
     * @param control ISA13 or UNB 0020 of the interchange acknowledged
     * @param sender of the interchange acknowledged; null in a TA1, which does not tell it
     * @param receiver of the interchange acknowledged; null in a TA1
     * @param date ISA09 as it stood there, {@code yyMMdd}; empty in EDIFACT
     * @param time ISA10 as it stood there, {@code HHmm}; empty in EDIFACT
     * @param error I18 (TA105) or 0085, empty for none
     */
    public record Interchange(
            String control,
            @Nullable EdiParty sender,
            @Nullable EdiParty receiver,
            String date,
            String time,
            Verdict verdict,
            String error) {
        public Interchange {
            required("interchange", "control", control);
            Objects.requireNonNull(verdict, "interchange: verdict is required");
        }
    }

    /**
     * @param functionalId GS01; empty in EDIFACT
     * @param control GS06 or UNG 0048; empty when the messages stand in no group
     * @param version GS08, told from 005010 on; empty otherwise
     * @param declared sets counted by the trailer (GE01); 0 in EDIFACT
     * @param received sets that came; 0 in EDIFACT
     * @param accepted sets accepted; 0 in EDIFACT
     * @param errors up to five codes of data element 716, or one of 0085
     * @param sets those spoken of; a receiver need not name the ones it accepts
     */
    public record Group(
            String functionalId,
            String control,
            String version,
            Verdict verdict,
            long declared,
            long received,
            long accepted,
            List<String> errors,
            List<Message> sets) {
        public Group {
            Objects.requireNonNull(verdict, "group: verdict is required");
            errors = List.copyOf(errors);
            sets = List.copyOf(sets);
            if (errors.size() > 5) {
                throw new IllegalArgumentException(
                        "group " + control + ": at most five error codes have a place, not " + errors.size());
            }
        }
    }

    /**
     * A transaction set or message.
     *
     * @param type ST01 or UNH 0065
     * @param control ST02 or UNH 0062
     * @param version ST03, empty for none; in EDIFACT the directory, such as {@code D.96A}
     * @param errors up to five codes of data element 718 (or 621 in a 999), or one of 0085
     */
    public record Message(
            String type, String control, String version, Verdict verdict, List<String> errors, List<Segment> segments) {
        public Message {
            required("message", "type", type);
            required("message", "control", control);
            Objects.requireNonNull(verdict, "message: verdict is required");
            errors = List.copyOf(errors);
            segments = List.copyOf(segments);
            if (errors.size() > 5) {
                throw new IllegalArgumentException(
                        "message " + control + ": at most five error codes have a place, not " + errors.size());
            }
        }
    }

    /**
     * @param tag of the segment at fault; empty in EDIFACT, which counts only
     * @param position of the segment in its message, ST or UNH being 1
     * @param loop LS01 of the loop, empty for none
     * @param error code of data element 720 (or 620 in a 999) or 0085, empty when its elements say it all
     */
    public record Segment(String tag, long position, String loop, String error, List<Element> elements) {
        public Segment {
            elements = List.copyOf(elements);
            if (position < 1) {
                throw new IllegalArgumentException("segment " + tag + ": position " + position + " is below 1");
            }
        }
    }

    /**
     * @param position of the element in its segment, 1 for the first after the tag
     * @param component within a composite from 1 on, 0 for the whole
     * @param reference number of the element in the dictionary; empty when unknown and in EDIFACT
     * @param error code of data element 723 (or 621 in a 999) or 0085
     * @param value the value refused, empty when it is not told and in EDIFACT
     */
    public record Element(int position, int component, String reference, String error, String value) {
        public Element {
            required("element", "error", error);
            if (position < 1 || component < 0) {
                throw new IllegalArgumentException(
                        "element: position " + position + " component " + component + " must be at least 1 and 0");
            }
        }
    }

    private static void required(String what, String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + ": " + name + " is required");
        }
    }
}
