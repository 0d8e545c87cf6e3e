package io.caravanserai.mapping;

/** A payload cannot be read; the place is a line and column, a segment and offset, or a path. */
public final class PayloadException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String place;

    public PayloadException(String place, String message) {
        super(message);
        this.place = place;
    }

    public String place() {
        return place;
    }
}
