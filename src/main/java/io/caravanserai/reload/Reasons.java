package io.caravanserai.reload;

/** Failures in words for integrators. */
final class Reasons {
    private Reasons() {}

    /** Camel names the cause only at the bottom. */
    static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
