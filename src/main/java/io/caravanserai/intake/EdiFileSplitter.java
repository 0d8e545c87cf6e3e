package io.caravanserai.intake;

import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** One message per X12 transaction set or EDIFACT message, each an interchange of its own. */
final class EdiFileSplitter implements FileSplitter {
    private final EdiSplitter splitter = new EdiSplitter(WholeSplitter.MAX_BYTES);

    @Override
    public void split(InputStream in, Sink sink) throws IOException {
        splitter.split(in, part -> {
            try {
                hand(part, sink);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("nobody wants the parts any more");
            }
        });
    }

    private static void hand(EdiPart part, Sink sink) throws InterruptedException {
        EdiFault fault = part.fault();
        if (fault == null) {
            sink.part(new Part(part.bytes(), part.offset(), part.line(), null));
        } else {
            sink.fault(new Fault(fault.message(), place(part, fault), part.bytes(), part.offset(), part.line()));
        }
    }

    private static String place(EdiPart part, EdiFault fault) {
        return "line " + part.line() + ", segment " + fault.segmentNumber()
                + (fault.segment().isEmpty() ? "" : " (" + fault.segment() + ")");
    }
}
