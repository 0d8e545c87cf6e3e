package io.caravanserai.codec;

/** A key of ours, or one that a partner gave us, cannot be used; no file is to blame. */
public final class KeyTrouble extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason what is wrong and the next step, without any part of a key
     */
    public KeyTrouble(String reason) {
        super(reason);
    }
}
