package io.caravanserai.tryout;

import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.harmonize.CarrierMapping;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.harmonize.Warning;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.MappingProblem;
import io.caravanserai.tryout.Tried.Event;
import io.caravanserai.tryout.Tried.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries payloads with the mappings of a running hub, and with a code table that is not saved. Nothing is kept. */
public final class TryOut {
    private static final int MOST_EVENTS = 500;

    private final Path mappingsDir;
    private final Supplier<MappingLibrary> mappings;
    private final Clock clock;

    public TryOut(Path mappingsDir, Supplier<MappingLibrary> mappings, Clock clock) {
        this.mappingsDir = mappingsDir;
        this.mappings = mappings;
        this.clock = clock;
    }

    /**
     * What is to be tried.
     *
     * @param named as which file; an answer that does not repeat the number asked for is about the number in its name
     * @param codes a code table in place of the carrier's; null for that one
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes that are passed on, never compared
    public record Payload(String carrier, String named, byte[] body, @Nullable String codes) {}

    /** Names of the carriers that can be tried. */
    public List<String> carriers() {
        return mappings.get().carriers();
    }

    /** The carrier's code table as it is saved; empty when it has none. */
    public String codes(String carrier) {
        return mappings.get()
                .carrier(carrier)
                .map(mapping -> text(Path.of(mapping.codesFile())))
                .orElse("");
    }

    /**
     * Tries a payload.
     *
     * @throws IllegalArgumentException when there is no such carrier, in the user's words
     */
    public Tried of(Payload payload) {
        MappingLibrary library = mappings.get();
        CarrierMapping saved = library.carrier(payload.carrier())
                .orElseThrow(() -> new IllegalArgumentException(library.whyNot(payload.carrier())));
        String codes = payload.codes();
        if (codes == null || codes.equals(text(Path.of(saved.codesFile())))) {
            return tried(payload, library, saved, List.of(), codes(payload.carrier()));
        }
        try (CodesDraft draft = CodesDraft.of(mappingsDir, saved, codes)) {
            MappingLibrary edited = library.with(draft.folder());
            List<MappingProblem> problems = edited.setAside().getOrDefault(payload.carrier(), List.of());
            CarrierMapping mapping = edited.carrier(payload.carrier()).orElse(saved);
            List<String> words = problems.stream()
                    .map(problem -> draft.inPlace(problem.toString()))
                    .toList();
            Tried tried = tried(payload, edited, mapping, words, codes);
            return draft.inPlace(tried);
        } catch (IOException e) {
            throw new IllegalStateException("the code table cannot be tried: " + e.getMessage(), e);
        }
    }

    private Tried tried(
            Payload payload, MappingLibrary library, CarrierMapping mapping, List<String> problems, String codes) {
        Harmonized made =
                problems.isEmpty() ? read(payload, library, mapping) : new Harmonized(List.of(), List.of(), List.of());
        TryResult result = new TryResult();
        result.add(made);
        return new Tried(
                payload.carrier(),
                Format.detect(payload.body()).label(),
                Segments.of(mappingsDir, payload.body()),
                result.events().stream()
                        .limit(MOST_EVENTS)
                        .map(event -> event(mapping, event))
                        .toList(),
                notes(made),
                result.unmapped().stream()
                        .map(code -> new Tried.Unmapped(code.key(), code.words(), code.count(), code.row()))
                        .toList(),
                codes,
                problems,
                problems.isEmpty() ? result.summary() : "the code table has a fault",
                !problems.isEmpty() || result.isFinding());
    }

    private Harmonized read(Payload payload, MappingLibrary library, CarrierMapping mapping) {
        PayloadReader reader = new PayloadReader(mapping, new Harmonizer(() -> library, clock), clock);
        return reader.read(Path.of(payload.named()), payload.body());
    }

    private static Event event(CarrierMapping mapping, TrackingEvent event) {
        return new Event(
                event.carrierTrackingId(),
                Json.mapper().convertValue(event.event(), LinkedHashMap.class),
                event.origin().mapping(),
                event.origin().codeRow(),
                mapping.explain(event));
    }

    private static List<Note> notes(Harmonized made) {
        List<Note> notes = new ArrayList<>();
        made.faults().forEach(fault -> notes.add(new Note("fault", fault.place(), fault.reason())));
        for (Warning warning : made.warnings()) {
            notes.add(new Note(warning.kind().name().toLowerCase(Locale.ROOT), warning.place(), warning.message()));
        }
        return notes;
    }

    private static String text(Path file) {
        try {
            return Optional.of(file).filter(Files::isRegularFile).isPresent() ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
