package io.caravanserai.label.document;

/** There is no label to give, or none in the wanted format and size; the message says why and what to do. */
public final class LabelUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public LabelUnavailableException(String message) {
        super(message);
    }

    LabelUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
