package io.caravanserai.edi;

import java.util.List;

/**
 * A finished interchange.
 *
 * @param messages how many transaction sets or messages it holds
 * @param notes characters that had to be replaced
 */
public record WrittenInterchange(byte[] bytes, int messages, List<WriterNote> notes) {
    public WrittenInterchange {
        notes = List.copyOf(notes);
    }
}
