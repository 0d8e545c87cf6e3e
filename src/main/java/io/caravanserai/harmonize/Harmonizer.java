package io.caravanserai.harmonize;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.EdiSplitter;
import io.caravanserai.edi.LoneMessage;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.Levels;
import io.caravanserai.mapping.Payload;
import io.caravanserai.mapping.PayloadException;
import io.caravanserai.mapping.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns raw carrier messages into events. Pure but for the clock; bad input becomes faults, never an exception. */
public final class Harmonizer {
    private static final Logger LOG = LoggerFactory.getLogger(Harmonizer.class);

    private static final int MAX_WORDS = 200;

    private final Supplier<MappingLibrary> library;
    private final Clock clock;
    private volatile Now now = new Now(0, Instant.EPOCH.toString());

    /** @param library the current snapshot, asked once per message, so that a reload takes effect at once */
    public Harmonizer(Supplier<MappingLibrary> library, Clock clock) {
        this.library = library;
        this.clock = clock;
    }

    /** The events of a message with what is to be known about them; safe for use by many threads. */
    public Harmonized harmonize(InboundMessage message) {
        MappingLibrary snapshot = library.get();
        Optional<CarrierMapping> carrier = snapshot.carrier(message.carrier());
        if (carrier.isEmpty()) {
            return Harmonized.failed(new Fault("carrier", snapshot.whyNot(message.carrier()), "$"));
        }
        try {
            return new Run(snapshot, carrier.get(), message).harmonize();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("harmonizing failed by a defect carrier={} message={}", message.carrier(), message.id(), e);
            return Harmonized.failed(
                    new Fault("defect", "the hub failed: " + e.getClass().getName(), "$"));
        }
    }

    /** Parses what a document is to read. */
    @FunctionalInterface
    private interface Reading {
        Payload<?> of(DocumentMap document) throws PayloadException;
    }

    /** The work on one message. */
    private final class Run {
        private final MappingLibrary snapshot;
        private final CarrierMapping carrier;
        private final InboundMessage message;
        private final Format detected;
        private final @Nullable LoneMessage lone;
        private final List<TrackingEvent> events = new ArrayList<>();
        private final List<Warning> warnings = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();

        Run(MappingLibrary snapshot, CarrierMapping carrier, InboundMessage message) {
            this.snapshot = snapshot;
            this.carrier = carrier;
            this.message = message;
            this.detected = Format.detect(message.body());
            this.lone = isEdi() ? LoneMessage.in(message.body()) : null;
        }

        private boolean isEdi() {
            return detected == Format.X12 || detected == Format.EDIFACT;
        }

        Harmonized harmonize() {
            if (lone != null) {
                long inFile = message.source().offset();
                readMessage(lone.bytes(), lone.control(), inFile > 0 ? inFile : lone.offset());
            } else if (isEdi()) {
                splitAndRead();
            } else {
                readBody(this::parse, "$");
            }
            return new Harmonized(events, warnings, faults);
        }

        /** An interchange may hold several messages, each of which stands for itself. */
        private void splitAndRead() {
            try {
                new EdiSplitter().split(message.body(), part -> {
                    EdiFault fault = part.fault();
                    if (fault == null) {
                        readMessage(part.bytes(), part.messageControl(), part.offset());
                    } else {
                        String at = "segment " + fault.segmentNumber() + " (" + fault.segment() + "), byte "
                                + fault.offset();
                        faults.add(new Fault("read", fault.message(), partOf(at)));
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException("reading bytes in memory", e);
            }
        }

        /** @param origin byte offset of its ST or UNH in the file, or in what was sent */
        private void readMessage(byte[] interchange, String control, long origin) {
            readBody(
                    document -> Payload.segments(interchange, control, origin, snapshot::schema),
                    "message " + control + ", byte " + origin);
        }

        /** @param whole the place of all that is read */
        private void readBody(Reading reading, String whole) {
            List<DocumentMap> candidates = new ArrayList<>(carrier.documents());
            candidates.removeIf(document -> !document.format().accepts(detected));
            Payload<?> payload = null;
            DocumentMap parsedFor = null;
            PayloadException unreadable = null;
            for (DocumentMap document : candidates) {
                try {
                    if (payload == null || !sameReading(parsedFor, document)) {
                        payload = reading.of(document);
                        parsedFor = document;
                    }
                    if (document.matches(payload)) {
                        read(document, payload);
                        return;
                    }
                } catch (PayloadException e) {
                    unreadable = e;
                    payload = null;
                }
            }
            faults.add(
                    unreadable != null
                            ? new Fault("read", String.valueOf(unreadable.getMessage()), partOf(unreadable.place()))
                            : new Fault("read", nothingReads(candidates), partOf(whole)));
        }

        private String nothingReads(List<DocumentMap> candidates) {
            List<DocumentMap> tried = candidates.isEmpty() ? carrier.documents() : candidates;
            return "no document of " + carrier.mappingFile() + " reads this " + detected.label() + " payload; it has "
                    + String.join(
                            ", ", tried.stream().map(DocumentMap::describe).toList());
        }

        private static boolean sameReading(@Nullable DocumentMap parsed, DocumentMap document) {
            return parsed != null
                    && parsed.jslt() == document.jslt()
                    && parsed.embedded().equals(document.embedded())
                    && parsed.format() == document.format()
                    && parsed.layout().equals(document.layout());
        }

        private Payload<?> parse(DocumentMap document) throws PayloadException {
            Payload<?> payload = Payload.parse(
                            document.format(), document.layout(), message.body(), said(message.contentType()))
                    .unpacked(document.embedded());
            if (document.jslt() == null || !(payload.root() instanceof JsonNode json)) {
                return payload;
            }
            try {
                return Payload.of(document.jslt().apply(json));
            } catch (JsltException e) {
                throw new PayloadException(
                        "$", "the JSLT of document '" + document.name() + "' failed: " + e.getMessage());
            }
        }

        private <N> void read(DocumentMap document, Payload<N> payload) {
            int before = events.size() + warnings.size() + faults.size();
            for (ProblemRule rule : document.problems()) {
                rule.where().forEach(payload.tree(), payload.root(), scope -> note(rule, scope, rule.where()));
            }
            EventFields fields = document.event();
            if (fields != null) {
                EventReader reader = new EventReader(snapshot, carrier, document, fields, message, now());
                document.each().forEach(payload.tree(), payload.root(), scope -> add(reader, scope, document.each()));
            }
            if (events.size() + warnings.size() + faults.size() == before) {
                warnings.add(new Warning(
                        Warning.Kind.EMPTY, "$", "the payload (document '" + document.name() + "') has no events"));
            }
        }

        private <N> void add(EventReader reader, Scope<N> scope, Levels levels) {
            Supplier<String> place = () -> partOf(levels.place(scope));
            try {
                events.add(reader.read(scope, place, warnings));
            } catch (EventReader.Unreadable e) {
                faults.add(new Fault("map", String.valueOf(e.getMessage()), place.get()));
            }
        }

        private <N> void note(ProblemRule rule, Scope<N> scope, Levels levels) {
            if (!rule.counts(scope)) {
                return;
            }
            String code = value(rule.code(), scope);
            String text = value(rule.text(), scope);
            String words = text == null ? "" : text.substring(0, Math.min(text.length(), MAX_WORDS));
            String said = "the carrier says: " + (code == null ? "" : code + " ") + words;
            String place = partOf(levels.place(scope));
            switch (rule.kind()) {
                case ERROR -> faults.add(new Fault(Fault.ANSWER, said.trim(), place));
                case NOT_ALLOWED -> faults.add(new Fault(Fault.LOGIN, said.trim(), place));
                case NOT_FOUND -> warnings.add(new Warning(Warning.Kind.NOT_FOUND, place, said.trim()));
                case NOTICE -> warnings.add(new Warning(Warning.Kind.NOTICE, place, said.trim()));
            }
        }

        /** Places inside a part of a long file are counted from the start of that part, those of a lone message are not. */
        private String partOf(String place) {
            InboundMessage.Source source = message.source();
            if (source.line() > 1 && place.startsWith("line ")) {
                return place + " of the part that starts at line " + source.line();
            }
            if (source.offset() > 0 && isEdi() && lone == null) {
                return place + " of the part that starts at byte " + source.offset();
            }
            return place;
        }
    }

    /** Many messages are read within one millisecond, and writing a time costs as much as reading a field. */
    private String now() {
        long millis = clock.millis();
        Now known = now;
        if (known.millis != millis) {
            known = new Now(millis, Instant.ofEpochMilli(millis).toString());
            now = known;
        }
        return known.text;
    }

    /** A millisecond and how it is written. */
    private record Now(long millis, String text) {}

    private static <N> @Nullable String value(@Nullable Expression expression, Scope<N> scope) {
        return expression == null ? null : expression.value(scope);
    }

    /** The charset of a content type, or null when it names none that is known. */
    private static @Nullable Charset said(@Nullable String contentType) {
        int at = contentType == null ? -1 : contentType.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (contentType == null || at < 0) {
            return null;
        }
        String name = contentType.substring(at + 8).split("[;\\s]", 2)[0].replace("\"", "");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
