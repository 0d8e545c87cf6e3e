package io.caravanserai.edifile;

/** What became of an acknowledgement that came in. */
public sealed interface Reconciled {
    /**
     * It is about this file.
     *
     * @param status what the file's {@code ack_status} is now; {@code awaited} when nothing final was said
     */
    record Matched(long control, String status) implements Reconciled {}

    /** It was read before, from the same file: the hub had stopped before the file was moved. */
    record ReadAgain() implements Reconciled {}

    /**
     * It is about nothing that is known, or about something said before.
     *
     * @param reason what is wrong and the next step
     */
    record Unmatched(String reason) implements Reconciled {}
}
