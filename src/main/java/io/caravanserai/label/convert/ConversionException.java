package io.caravanserai.label.convert;

/** A document that cannot be converted; the message says why and what to do. */
public final class ConversionException extends Exception {
    private static final long serialVersionUID = 1L;

    public ConversionException(String message) {
        super(message);
    }
}
