package io.caravanserai.edifile;

import io.caravanserai.edi.ack.AckFormat;
import io.caravanserai.edi.ack.Acknowledgement;
import io.caravanserai.edi.ack.ReceivedAck;
import io.caravanserai.edi.ack.Verdict;
import java.util.List;

/** What an acknowledgement says of a file as a whole, in the words of column {@code ack_status}. */
final class AckStatus {
    static final String AWAITED = "awaited";
    static final String REJECTED = "rejected";

    private AckStatus() {}

    /** {@link #AWAITED} when it only says that the interchange has come: TA1, and CONTRL with action 8. */
    static String of(ReceivedAck ack) {
        Acknowledgement.Interchange interchange = ack.content().interchange();
        Verdict envelope = interchange == null ? Verdict.ACCEPTED : interchange.verdict();
        if (envelope == Verdict.REJECTED) {
            return REJECTED;
        }
        if (ack.format() == AckFormat.TA1 || envelope == Verdict.RECEIVED) {
            return AWAITED;
        }
        List<Acknowledgement.Group> groups = ack.content().groups();
        if (!groups.isEmpty() && groups.stream().allMatch(group -> group.verdict() == Verdict.REJECTED)) {
            return REJECTED;
        }
        boolean partly = groups.stream()
                .anyMatch(group -> group.verdict() == Verdict.PARTIALLY_ACCEPTED
                        || group.verdict() == Verdict.REJECTED
                        || group.sets().stream().anyMatch(set -> set.verdict() == Verdict.REJECTED));
        boolean errors = groups.stream().anyMatch(group -> group.verdict() == Verdict.ACCEPTED_WITH_ERRORS);
        return partly ? "partially_accepted" : errors ? "accepted_with_errors" : "accepted";
    }
}
