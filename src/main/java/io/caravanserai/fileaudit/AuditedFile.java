package io.caravanserai.fileaudit;

/**
 * What became of one file.
 *
 * @param partner name of the carrier or customer
 * @param modifiedAt when the partner changed it last, epoch milliseconds; 0 for files of ours
 * @param parts messages taken from it; 0 for files of ours
 * @param deadLetters parts of it that were set aside
 * @param movedTo folder at the partner it was moved to; empty when it stays where it is
 * @param copy where the hub's own copy is, relative to the data folder; empty when there is none
 * @param control control number of an EDI file of ours; 0 for others
 * @param millis from the moment it was fetched, or begun to be sent, until this was noted
 */
public record AuditedFile(
        State state,
        String partner,
        FileContent content,
        long modifiedAt,
        long parts,
        long deadLetters,
        String movedTo,
        String copy,
        long control,
        long millis) {
    /** How it ended. */
    public enum State {
        /** Came in, and all that could be used of it is durable. */
        TAKEN("taken", "in"),
        /** Came in, and nothing of it could be used. */
        FAILED("failed", "in"),
        /** Lies at the partner under its final name. */
        SENT("sent", "out");

        private final String word;
        private final String direction;

        State(String word, String direction) {
            this.word = word;
            this.direction = direction;
        }

        String word() {
            return word;
        }

        String direction() {
            return direction;
        }
    }

    /** One of ours that was uploaded. */
    public static AuditedFile sent(String partner, FileContent content, long control, long millis) {
        return new AuditedFile(State.SENT, partner, content, 0, 0, 0, "", "", control, millis);
    }
}
