package io.caravanserai.label.buy;

/**
 * A label as the carrier made it.
 *
 * @param format pdf, png, gif, jpg or zpl
 * @param content its bytes, not encoded
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are passed on, never compared
public record LabelDocument(String format, byte[] content) {
    public LabelDocument {
        if (content.length == 0) {
            throw new IllegalArgumentException("a label without content is no label");
        }
    }
}
