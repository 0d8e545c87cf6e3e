package io.caravanserai.label.template;

/** A label cannot be made of this data; the message names the field of the template, what is wrong and the next step. */
public final class LabelException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String field;

    public LabelException(String field, String message) {
        super("'" + field + "' " + message);
        this.field = field;
    }

    public LabelException(String field, String message, Throwable cause) {
        super("'" + field + "' " + message, cause);
        this.field = field;
    }

    /** The template's name of the part. */
    public String field() {
        return field;
    }
}
