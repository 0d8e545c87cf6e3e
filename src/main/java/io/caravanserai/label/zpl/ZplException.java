package io.caravanserai.label.zpl;

/** A stream that asks for more than a limit allows; the message names the place and the limit. */
public final class ZplException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ZplException(String message) {
        super(message);
    }
}
