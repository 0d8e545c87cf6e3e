package io.caravanserai.delivery.edi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.delivery.FreshStore;
import io.caravanserai.edi.EdiParty;
import io.caravanserai.edi.EdiSamples;
import io.caravanserai.edi.X12Writer;
import io.caravanserai.edi.status.StatusCodes;
import io.caravanserai.edi.status.StatusTables;
import io.caravanserai.edifile.FileDraft;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.tracking.ShipmentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes out as 214 or IFTSTA by any profile comes in again as the same, but for the losses that docs/edi.md tells. */
class RoundTripTest {
    private static final Path REAL = Path.of("edi-mappings");
    private static final Instant NOW = Instant.parse("2026-03-02T09:15:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Side X12 = new Side(EdiProfile.Format.X12_214, "x12");
    private static final Side EDIFACT = new Side(EdiProfile.Format.EDIFACT_IFTSTA, "edifact");

    /** A status to be told. */
    record Told(List<String> code, int shipment, OffsetDateTime at, String city, String state, String country) {}

    @Property(tries = 100)
    void x12(
            @ForAll("statuses") List<Told> told,
            @ForAll("x12Versions") String version,
            @ForAll("delimiters") X12Writer.Delimiters delimiters) {
        assertThat(X12.trip(profile(X12, version, "UNOC:3", delimiters, true), told))
                .isEqualTo(told.stream()
                        .map(one -> X12.expected(one, ChronoUnit.SECONDS))
                        .toList());
    }

    @Property(tries = 100)
    void edifact(
            @ForAll("statuses") List<Told> told,
            @ForAll("directories") String directory,
            @ForAll("syntaxes") String syntax,
            @ForAll boolean una) {
        assertThat(EDIFACT.trip(profile(EDIFACT, directory, syntax, X12Writer.Delimiters.USUAL, una), told))
                .isEqualTo(told.stream()
                        .map(one -> EDIFACT.expected(one, ChronoUnit.MINUTES))
                        .toList());
    }

    @Test
    void everyHubCodeThatAnotherOneStandsForIsNamedInTheDocs() throws IOException {
        String docs = Files.readString(Path.of("docs/edi-codes.md"), UTF_8);
        for (Side side : List.of(X12, EDIFACT)) {
            side.shared().forEach((pair, codes) -> assertThat(docs)
                    .contains("| " + side.folder + " | " + pair + " | " + String.join(", ", codes) + " |"));
        }
    }

    /** One standard: its code table, and the mapping that reads it. */
    private static final class Side {
        final EdiProfile.Format format;
        final String folder;
        final Map<String, List<List<String>>> byPair = new LinkedHashMap<>();
        final Map<List<String>, String> pairs = new LinkedHashMap<>();
        final MappingLibrary library;

        Side(EdiProfile.Format format, String folder) {
            this.format = format;
            this.folder = folder;
            try {
                StatusCodes codes = StatusCodes.load(REAL.resolve(folder).resolve("status-codes.csv"));
                for (List<String> code : eventCodes()) {
                    String pair = codes.find(code.get(0), code.get(1), code.get(2))
                            .map(this::pair)
                            .orElseThrow();
                    pairs.put(code, pair);
                    byPair.computeIfAbsent(pair, key -> new ArrayList<>()).add(code);
                }
                library = MappingLibrary.load(mappings());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        /** As it stands in the file: X12 says NS where there is no reason. */
        private String pair(StatusCodes.StatusCode code) {
            String reason = code.reason() == null && format == EdiProfile.Format.X12_214 ? "NS" : code.reason();
            return reason == null ? code.status() : code.status() + "/" + reason;
        }

        private Path mappings() throws IOException {
            Path mappings = Files.createTempDirectory("roundtrip");
            for (String copied : List.of("harmonized", "x12", "edifact")) {
                Files.createDirectories(mappings.resolve(copied));
                try (Stream<Path> files = Files.list(REAL.resolve(copied))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.copy(file, mappings.resolve(copied).resolve(String.valueOf(file.getFileName())));
                    }
                }
            }
            Path own = Files.createDirectories(mappings.resolve("caravanserai"));
            Files.copy(Path.of("src/test/resources/roundtrip/tracking.map.yaml"), own.resolve("tracking.map.yaml"));
            StringBuilder csv = new StringBuilder("document,carrier_code,milestone,code,sub_code,reason,description\n");
            byPair.forEach((pair, codes) -> csv.append(',')
                    .append(pair)
                    .append(',')
                    .append(String.join(",", codes.get(0)))
                    .append(",,\n"));
            Files.writeString(own.resolve("codes.csv"), csv);
            return mappings;
        }

        Map<String, List<String>> shared() {
            Map<String, List<String>> shared = new LinkedHashMap<>();
            byPair.forEach((pair, codes) -> {
                if (codes.size() > 1) {
                    shared.put(pair, codes.stream().map(RoundTripTest::name).toList());
                }
            });
            return shared;
        }

        List<String> trip(EdiProfile profile, List<Told> told) {
            List<ShipmentEvent> events = IntStream.range(0, told.size())
                    .mapToObj(i -> event(told.get(i), "e" + i))
                    .toList();
            FileDraft file = StatusFile.write(profile, new StatusTables(), 7, events, NOW);
            assertThat(file.refused()).isEmpty();
            List<String> read = new ArrayList<>();
            EdiSamples.split(file.bytes()).forEach(part -> {
                assertThat(part.fault()).isNull();
                Harmonized harmonized = new Harmonizer(() -> library, CLOCK).harmonize(inbound(part.bytes()));
                assertThat(harmonized.faults()).isEmpty();
                harmonized.events().forEach(event -> read.add(seen(event)));
            });
            return read;
        }

        private String seen(TrackingEvent event) {
            TrackingEvent.Codes.Gluey code = event.event().codes().gluey();
            TrackingEvent.Address place = event.event().location().address();
            return String.join(
                    "|",
                    event.carrierTrackingId(),
                    String.join(",", event.carrierReferences()),
                    code.milestone() + "/" + code.code() + "/" + (code.subCode() == null ? "" : code.subCode()),
                    Instant.ofEpochMilli(event.occurredAt()).toString(),
                    place == null ? "" : place.city() + " " + place.state() + " " + place.isoCountry());
        }

        String expected(Told told, ChronoUnit precision) {
            List<String> code = byPair.getOrDefault(pairs.getOrDefault(told.code(), ""), List.of(List.of()))
                    .get(0);
            return String.join(
                    "|",
                    "TN" + told.shipment(),
                    "order-" + told.shipment() + ",PO-" + told.shipment(),
                    String.join("/", code),
                    told.at().toInstant().truncatedTo(precision).toString(),
                    told.city() + " " + told.state() + " " + told.country());
        }
    }

    private static String name(List<String> code) {
        return code.get(0) + "/" + code.get(1) + (code.get(2).isEmpty() ? "" : "/" + code.get(2));
    }

    private static List<List<String>> eventCodes() {
        try {
            return Files.readAllLines(REAL.resolve("harmonized/event-codes.csv")).stream()
                    .skip(1)
                    .map(row -> List.of(row.split(",", -1)).subList(0, 3))
                    .filter(code -> !code.get(1).equals("unmapped"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InboundMessage inbound(byte[] body) {
        return new InboundMessage(
                1,
                "m1",
                "caravanserai",
                "k",
                NOW.toString(),
                new InboundMessage.Source("file", "roundtrip", 0, 1),
                null,
                body);
    }

    private static EdiProfile profile(
            Side side, String version, String syntax, X12Writer.Delimiters delimiters, boolean una) {
        return new EdiProfile(
                side.format,
                new EdiParty("ZZ", "HUB"),
                new EdiParty("ZZ", "SHOP"),
                "",
                "",
                version,
                syntax,
                delimiters,
                una,
                "",
                false,
                true,
                null,
                "CU",
                Map.of("po", "PO"),
                "CRVN",
                Map.of(),
                REAL.resolve(side.folder).resolve("status-codes.csv"));
    }

    private static ShipmentEvent event(Told told, String id) {
        @Nullable String sub = told.code().get(2).isEmpty() ? null : told.code().get(2);
        TrackingEvent.Event event = new TrackingEvent.Event(
                id,
                List.of(),
                new TrackingEvent.EventTime(
                        told.at().toInstant().toString(), told.at().toString()),
                new TrackingEvent.Codes(
                        new TrackingEvent.Codes.Gluey(
                                told.code().get(0), told.code().get(1), sub, "Told in words"),
                        new TrackingEvent.Codes.Carrier("X", null, null)),
                new TrackingEvent.Location(
                        null, new TrackingEvent.Address(null, told.city(), told.state(), null, told.country()), null),
                null,
                new TrackingEvent.Other(null, null, null),
                null,
                "offset",
                false,
                null);
        TrackingEvent tracking = new TrackingEvent(
                1,
                "acme",
                "TN" + told.shipment(),
                List.of(),
                10,
                false,
                told.at().toInstant().toEpochMilli(),
                NOW.toString(),
                new TrackingEvent.Origin("in-1", new InboundMessage.Source("file", "f", 0, 0), "m:1", "c:1"),
                event);
        return new ShipmentEvent(
                FreshStore.ACCOUNT,
                "S" + told.shipment(),
                "order-" + told.shipment(),
                List.of(new TrackingEvent.MetaData("po", "PO-" + told.shipment())),
                "shipment",
                null,
                tracking);
    }

    @Provide
    Arbitrary<List<Told>> statuses() {
        Arbitrary<OffsetDateTime> at = Combinators.combine(
                        Arbitraries.longs().between(1_700_000_000L, 1_900_000_000L),
                        Arbitraries.integers().between(-48, 56))
                .as((second, quarters) -> OffsetDateTime.ofInstant(
                        Instant.ofEpochSecond(second), ZoneOffset.ofTotalSeconds(quarters * 900)));
        return Combinators.combine(
                        Arbitraries.of(eventCodes()),
                        Arbitraries.integers().between(1, 3),
                        at,
                        Arbitraries.of("Lund", "St. John's", "Wien 11+"),
                        Arbitraries.of("WA", "NY"),
                        Arbitraries.of("SE", "US", "DE"))
                .as(Told::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> x12Versions() {
        return Arbitraries.of("004010", "004060", "005010", "006050", "007040", "008030");
    }

    @Provide
    Arbitrary<X12Writer.Delimiters> delimiters() {
        return Combinators.combine(Arbitraries.shuffle('*', '>', '^', '~', '|', ':'), Arbitraries.of(true, false))
                .as((c, breaks) -> new X12Writer.Delimiters(c.get(0), c.get(1), c.get(2), c.get(3), breaks));
    }

    @Provide
    Arbitrary<String> directories() {
        return Arbitraries.of("D.94A", "D.96A", "D.96B", "D.97A", "D.01B", "D.04A", "D.13B", "D.21B");
    }

    @Provide
    Arbitrary<String> syntaxes() {
        return Arbitraries.of("UNOB:1", "UNOB:2", "UNOC:3", "UNOC:4", "UNOY:4");
    }
}
