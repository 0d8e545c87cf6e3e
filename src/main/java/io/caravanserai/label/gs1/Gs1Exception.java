package io.caravanserai.label.gs1;

/** Data that GS1 or the Universal Postal Union do not allow. The message names the value and the rule. */
public final class Gs1Exception extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Gs1Exception(String message) {
        super(message);
    }
}
