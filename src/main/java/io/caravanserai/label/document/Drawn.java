package io.caravanserai.label.document;

import io.caravanserai.label.convert.Warning;
import java.util.List;

/**
 * A label in the format and size that were wanted.
 *
 * @param content the file
 * @param warnings what to know before it is printed
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are passed on, never compared
record Drawn(byte[] content, List<Warning> warnings) {
    /** Of the record around the bytes. */
    private static final int OVERHEAD = 256;

    /** Bytes that it takes in the cache. */
    int weight() {
        return content.length + OVERHEAD;
    }
}
