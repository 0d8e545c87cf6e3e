package io.caravanserai.fx;

/** The newest rates that the hub has are too old to be used; the message says how old and what to do. */
public final class StaleRatesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleRatesException(String message) {
        super(message, null, false, false);
    }
}
