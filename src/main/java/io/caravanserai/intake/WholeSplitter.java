package io.caravanserai.intake;

import java.io.IOException;
import java.io.InputStream;

/** One message per file: JSON and XML documents, which cannot be cut. */
final class WholeSplitter implements FileSplitter {
    /** Larger files would not fit in one Kafka message once in base64. */
    static final int MAX_BYTES = 8 * 1024 * 1024;

    private final KeyScanner scanner;

    WholeSplitter(KeyScanner scanner) {
        this.scanner = scanner;
    }

    @Override
    public void split(InputStream in, Sink sink) throws IOException, InterruptedException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            String reason = "the file is larger than " + MAX_BYTES
                    + " bytes and its format cannot be cut: ask the carrier for smaller files, or split it";
            sink.fault(new Fault(reason, "", null, 0, 0));
            return;
        }
        if (bytes.length == 0) {
            return;
        }
        try {
            sink.part(new Part(bytes, 0, 1, scanner.scan(bytes)));
        } catch (BadInput bad) {
            sink.fault(new Fault(bad.reason(), bad.place(), bytes, 0, 1));
        }
    }
}
