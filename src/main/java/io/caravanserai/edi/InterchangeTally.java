package io.caravanserai.edi;

import static io.caravanserai.edi.InterchangeReport.LISTED;

import io.caravanserai.edi.InterchangeReport.Group;
import io.caravanserai.edi.InterchangeReport.Message;
import io.caravanserai.edi.InterchangeReport.Trailer;
import java.util.ArrayList;
import java.util.List;

/** Gathers the report of the interchange that is being read. */
final class InterchangeTally {
    private final InterchangeHeader header;
    private final List<Group> groups = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<EdiFault> faults = new ArrayList<>();
    private int listedRejected;
    private boolean complete = true;

    InterchangeTally(InterchangeHeader header) {
        this.header = header;
    }

    /** The group that opens next has this index in the report. */
    int nextGroup() {
        return groups.size();
    }

    void group(Group group) {
        if (groups.size() < LISTED) {
            groups.add(group);
        } else {
            complete = false;
        }
    }

    void message(Message message) {
        int listed = message.accepted() ? messages.size() - listedRejected : listedRejected;
        if (listed == LISTED || message.group() == LISTED) {
            complete = false;
            return;
        }
        messages.add(message);
        listedRejected += message.accepted() ? 0 : 1;
    }

    void fault(EdiFault fault) {
        if (faults.size() < LISTED) {
            faults.add(fault);
        } else {
            complete = false;
        }
    }

    InterchangeReport report(Envelope.Level interchange, long segments, long declared, Trailer trailer) {
        return new InterchangeReport(
                header,
                groups,
                messages,
                faults,
                interchange.messages,
                interchange.rejected,
                segments,
                declared,
                trailer,
                complete);
    }
}
