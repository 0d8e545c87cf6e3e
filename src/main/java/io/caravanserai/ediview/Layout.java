package io.caravanserai.ediview;

import io.caravanserai.edi.EdiDelimiters;
import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.InterchangeHeader;
import io.caravanserai.edi.InterchangeReport;
import java.util.List;

/** A form in which an interchange is printed; told in the order of the input. */
public interface Layout {
    /**
     * A message whose segments follow.
     *
     * @param name of its type in words, empty when not known
     */
    record Message(
            String type, String name, String version, String control, long number, long offset, List<EdiFault> faults) {
        public Message {
            faults = List.copyOf(faults);
        }
    }

    /** The first segment of an interchange; a segment like others unless a form says more of it. */
    default void interchange(InterchangeHeader header, EdiDelimiters delimiters, ShownSegment segment) {
        segment(segment);
    }

    /** A group header, a trailer or an acknowledgement; a segment like others unless a form says more of it. */
    default void envelope(ShownSegment segment) {
        segment(segment);
    }

    /** A message begins; nothing to say where each of its segments names it. */
    default void message(Message message) {}

    /** A segment of the message told last, or of none. */
    void segment(ShownSegment segment);

    /** A fault that has no segment of its own. */
    void fault(String interchange, EdiFault fault);

    void closed(InterchangeReport report);

    /** The whole input was read. */
    void end(Tally tally);

    /** What was read. */
    record Tally(long interchanges, long messages, long faults) {}
}
