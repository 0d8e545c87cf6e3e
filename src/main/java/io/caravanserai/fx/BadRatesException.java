package io.caravanserai.fx;

/** A file of rates cannot be used; the message says what is wrong with it. */
public final class BadRatesException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRatesException(String message) {
        super(message);
    }
}
