package io.caravanserai.demo;

/** The demo cannot go on; the message says so in the words of whoever watches it. */
public final class DemoFailure extends IllegalStateException {
    private static final long serialVersionUID = 1;

    DemoFailure(String message) {
        super(message);
    }
}
