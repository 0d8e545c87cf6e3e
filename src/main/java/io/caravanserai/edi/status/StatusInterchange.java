package io.caravanserai.edi.status;

import io.caravanserai.edi.WriterNote;
import io.caravanserai.edi.WrittenInterchange;
import java.util.List;

/**
 * A status report as EDI.
 *
 * @param bytes the interchange; empty when every line was refused, and then no control number was used
 * @param messages how many transaction sets or messages it holds
 * @param notes characters that had to be replaced
 * @param refused lines left out
 */
public record StatusInterchange(
        byte[] bytes, int messages, List<WriterNote> notes, List<StatusReport.Refused> refused) {
    public StatusInterchange {
        notes = List.copyOf(notes);
        refused = List.copyOf(refused);
    }

    static StatusInterchange of(WrittenInterchange written, List<StatusReport.Refused> refused) {
        return new StatusInterchange(written.bytes(), written.messages(), written.notes(), refused);
    }

    static StatusInterchange empty(List<StatusReport.Refused> refused) {
        return new StatusInterchange(new byte[0], 0, List.of(), refused);
    }
}
