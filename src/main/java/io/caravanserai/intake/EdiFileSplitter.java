package io.caravanserai.intake;

import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiSplitter;
import io.caravanserai.edi.InterchangeHeader;
import io.caravanserai.edi.InterchangeReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One message per X12 transaction set or EDIFACT message, each an interchange of its own. An interchange that was taken
 * before is set aside whole, in one fault or, when it is long, in several that can each be replayed.
 */
final class EdiFileSplitter implements FileSplitter {
    private static final int LONGEST_FAULT = 4 * 1024 * 1024;

    private final Interchanges interchanges;

    EdiFileSplitter(Interchanges interchanges) {
        this.interchanges = interchanges;
    }

    /** How all files of carriers are cut. */
    static EdiSplitter splitter() {
        return new EdiSplitter(WholeSplitter.MAX_BYTES);
    }

    @Override
    public void split(InputStream in, Sink sink) throws IOException {
        splitter().split(in, new Run(sink));
    }

    /** The way through one file. */
    private final class Run implements EdiSplitter.Sink {
        private final Sink sink;
        private FileInterchanges.Digest digest = new FileInterchanges.Digest();
        private @Nullable Aside aside;

        Run(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void opened(InterchangeHeader header) throws IOException {
            digest = new FileInterchanges.Digest();
            aside = interchanges
                    .refusal(header)
                    .map(why -> new Aside(header, why))
                    .orElse(null);
        }

        @Override
        public void accept(EdiPart part) throws IOException {
            try {
                digest.add(part);
                if (aside != null && part.fault() == null) {
                    aside.add(part.bytes(), sink);
                } else {
                    hand(part, sink);
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }

        @Override
        public void closed(InterchangeReport report) throws IOException {
            interchanges.acknowledge(report, aside != null);
            if (aside == null) {
                interchanges.read(report.header(), digest.end());
                return;
            }
            try {
                aside.flush(sink);
            } catch (InterruptedException e) {
                throw interrupted();
            }
            aside = null;
        }

        private static InterruptedIOException interrupted() {
            Thread.currentThread().interrupt();
            return new InterruptedIOException("nobody wants the parts any more");
        }
    }

    /** The good messages of an interchange that is set aside. */
    private static final class Aside {
        private final InterchangeHeader header;
        private final String why;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Aside(InterchangeHeader header, String why) {
            this.header = header;
            this.why = why;
        }

        void add(byte[] message, Sink sink) throws InterruptedException {
            if (bytes.size() + message.length > LONGEST_FAULT) {
                flush(sink);
            }
            bytes.writeBytes(message);
        }

        void flush(Sink sink) throws InterruptedException {
            if (bytes.size() > 0) {
                String place = "interchange " + header.control() + ", byte " + header.offset();
                sink.fault(new Fault(why, place, bytes.toByteArray(), header.offset(), 0));
                bytes.reset();
            }
        }
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
        return "line " + line(part, fault) + ", segment " + fault.segmentNumber()
                + (fault.segment().isEmpty() ? "" : " (" + fault.segment() + ")") + ", byte " + fault.offset();
    }

    /** The line of the fault itself: a refused part holds the bytes as they stand in the file. */
    private static long line(EdiPart part, EdiFault fault) {
        byte[] bytes = part.bytes();
        long line = part.line();
        for (int i = 0; i < bytes.length && i < fault.offset() - part.offset(); i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }
}
