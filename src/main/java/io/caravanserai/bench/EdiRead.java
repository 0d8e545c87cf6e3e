package io.caravanserai.bench;

import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiSplitter;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.Harmonizer;
import java.io.IOException;
import java.io.InputStream;

/** What the hub does with a file of a carrier but for Kafka: cut, parse, map to events. */
final class EdiRead {
    private final Harmonizer harmonizer;
    private final String carrier;
    private long events;
    private long faults;

    EdiRead(Harmonizer harmonizer, String carrier) {
        this.harmonizer = harmonizer;
        this.carrier = carrier;
    }

    /** Events so far. */
    long events() {
        return events;
    }

    /** What could not be read or mapped so far. */
    long faults() {
        return faults;
    }

    void read(InputStream in) throws IOException {
        new EdiSplitter().split(in, this::map);
    }

    private void map(EdiPart part) {
        if (part.fault() != null) {
            faults++;
            return;
        }
        Harmonized result = harmonizer.harmonize(new InboundMessage(
                InboundMessage.VERSION,
                part.messageControl(),
                carrier,
                "bench.edi",
                "2026-03-05T12:00:00Z",
                new InboundMessage.Source("file", "bench.edi", part.offset(), part.line()),
                null,
                part.bytes()));
        events += result.events().size();
        faults += result.faults().size();
    }
}
