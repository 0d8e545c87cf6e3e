package io.caravanserai.intake;

/** The raw bytes are not what the carrier's route says they are. */
public final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String place;

    /**
     * @param reason what is wrong and what would be right
     * @param place line and column, segment or path; empty when unknown
     */
    public BadInput(String reason, String place) {
        super(reason, null, false, false);
        this.reason = reason;
        this.place = place;
    }

    public String reason() {
        return reason;
    }

    public String place() {
        return place;
    }

    /** Reason and place in one sentence. */
    public String sentence() {
        return place.isEmpty() ? reason : place + ": " + reason;
    }
}
