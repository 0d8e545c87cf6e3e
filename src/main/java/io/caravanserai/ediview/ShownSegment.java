package io.caravanserai.ediview;

import io.caravanserai.edi.EdiFault;
import java.util.List;

/**
 * A segment in words.
 *
 * @param interchange control number of its interchange
 * @param message control number of its message, empty around messages
 * @param number 1-based in its interchange, ISA or UNB is 1
 * @param offset byte offset in the input
 * @param tag empty when it has no valid one
 * @param name empty when the dictionary does not know it
 * @param depth how many loops it stands in
 * @param written as it was sent, without its terminator
 * @param faults what is wrong with it
 */
public record ShownSegment(
        String interchange,
        String message,
        long number,
        long offset,
        String tag,
        String name,
        int depth,
        List<Shown> elements,
        String written,
        List<EdiFault> faults) {
    public ShownSegment {
        elements = List.copyOf(elements);
        faults = List.copyOf(faults);
    }

    /**
     * A data element, or a component of a composite, that is not empty.
     *
     * @param element 1-based position of the element in the segment
     * @param position as mappings write it: {@code 05}, {@code 02.1}, {@code 02[3].1} for the third repetition
     * @param id number of the data element, empty when not known
     * @param name empty when not known
     * @param value unescaped and decoded
     * @param meaning of the code, date or time; empty when there is none to tell
     */
    public record Shown(int element, String position, String id, String name, String value, String meaning) {}
}
