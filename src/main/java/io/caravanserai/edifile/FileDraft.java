package io.caravanserai.edifile;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that has just been written.
 *
 * @param bytes empty when nothing could be written; the control number is then not used
 * @param refused why an item was left out, by its index
 * @param expected what the partner will answer, null when no answer is expected
 */
public record FileDraft(byte[] bytes, Map<Integer, String> refused, @Nullable Expected expected) {
    public FileDraft {
        refused = Map.copyOf(refused);
    }

    /**
     * What an acknowledgement of the file is matched by.
     *
     * @param senderId ISA06 or UNB 0004 of the file
     * @param receiverId ISA08 or UNB 0010 of the file
     * @param functionalId GS01, empty in EDIFACT
     * @param messages how many transaction sets or messages it holds, numbered from 1
     * @param withinMillis how long after the upload the acknowledgement is overdue
     */
    public record Expected(String senderId, String receiverId, String functionalId, int messages, long withinMillis) {}
}
