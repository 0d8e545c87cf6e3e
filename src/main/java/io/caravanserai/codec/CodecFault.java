package io.caravanserai.codec;

import java.io.IOException;

/** What a partner sent cannot be unpacked, or must not be; trying again would fail again. */
public final class CodecFault extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason what is wrong and the next step
     */
    public CodecFault(String reason) {
        super(reason);
    }
}
