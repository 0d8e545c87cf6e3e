package io.caravanserai.tryout;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.harmonize.CarrierMapping;
import io.caravanserai.harmonize.Fault;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.SampleLines;
import io.caravanserai.intake.FileSplitter;
import io.caravanserai.intake.Interchanges;
import io.caravanserai.intake.KeyScanner;
import io.caravanserai.mapping.Format;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Reads files as the hub does: a small one whole, a long one cut by the splitter that a route would name. */
public final class PayloadReader {
    /** Files up to this size are read whole, as samples are; 1 MiB. */
    public static final long WHOLE = 1024 * 1024;

    private static final int HEAD = 512;
    private static final int BLOCK_ROWS = 100;

    private final CarrierMapping carrier;
    private final Harmonizer harmonizer;
    private final Clock clock;

    /** @param clock what counts as the moment of receipt */
    public PayloadReader(CarrierMapping carrier, Harmonizer harmonizer, Clock clock) {
        this.carrier = carrier;
        this.harmonizer = harmonizer;
        this.clock = clock;
    }

    /** @param results told what became of each part, in order */
    public void read(Path file, Consumer<Harmonized> results) throws IOException {
        if (Files.size(file) <= WHOLE) {
            results.accept(read(file, Files.readAllBytes(file)));
            return;
        }
        FileSplitter splitter = FileSplitter.of(
                splitter(file),
                KeyScanner.of("text", ""),
                carrier.firstRowCounts(),
                BLOCK_ROWS,
                Interchanges.ALL_TAKEN);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            splitter.split(in, new FileSplitter.Sink() {
                @Override
                public void part(FileSplitter.Part part) {
                    results.accept(harmonizer.harmonize(message(
                            "try",
                            part.bytes(),
                            new InboundMessage.Source("file", file.toString(), part.offset(), part.line()))));
                }

                @Override
                public void fault(FileSplitter.Fault fault) {
                    results.accept(new Harmonized(
                            List.of(), List.of(), List.of(new Fault("read", fault.reason(), fault.place()))));
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading " + file + " was interrupted");
        }
    }

    /**
     * Reads a payload as a whole.
     *
     * @param named a sample may be an answer that does not repeat the number asked for; its file is named after it
     */
    public Harmonized read(Path named, byte[] payload) {
        InboundMessage.Source source = new InboundMessage.Source("poll", named.toString(), 0, 1);
        return harmonizer.harmonize(message(SampleLines.askedNumber(named), payload, source));
    }

    private static String splitter(Path file) throws IOException {
        return switch (format(file)) {
            case X12, EDIFACT -> "edi";
            case CSV, FIXED -> "csv";
            case JSON, XML, FORM -> "whole";
        };
    }

    /** What a file's beginning looks like. */
    static Format format(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Format.detect(in.readNBytes(HEAD));
        }
    }

    private InboundMessage message(String key, byte[] body, InboundMessage.Source source) {
        return new InboundMessage(
                InboundMessage.VERSION,
                "try",
                carrier.carrier(),
                key,
                clock.instant().toString(),
                source,
                null,
                body);
    }
}
