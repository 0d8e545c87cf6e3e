package io.caravanserai.delivery;

/** An endpoint's address that the hub does not call; part of normal work, so without a stack trace. */
final class RefusedTarget extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedTarget(String message) {
        super(message, null, false, false);
    }
}
