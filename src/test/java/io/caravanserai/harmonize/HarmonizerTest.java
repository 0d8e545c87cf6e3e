package io.caravanserai.harmonize;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.TrackingEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From bytes to events: faults instead of exceptions, ids, levels. */
class HarmonizerTest {
    private static final MappingLibrary LIBRARY = MappingFolder.load(MappingFolder.REAL);
    private static final List<String> CARRIERS = LIBRARY.carriers();

    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "ups ~ {\"trackResponse\": {\"shipment\": [} ~ read ~ line 1, column 33",
                "ups ~ {\"a\": 1} ~ read ~ $",
                "ups ~ <a/> ~ read ~ $",
                "dhl_express ~ <TrackingResponse><AWBInfo> ~ read ~ line 1",
                "sandbox ~ [1, {\"tracking_number\": \"T\"}] ~ map ~ $[0]",
                "nobody ~ {} ~ carrier ~ $",
                "postnord ~ `` ~ read ~ $"
            })
    void badInputBecomesAFaultWithAPlace(String carrier, String body, String stage, String place) {
        Harmonized result = MappingFolder.harmonize(LIBRARY, carrier, body);
        assertThat(result.events()).isEmpty();
        assertThat(result.faults()).isNotEmpty();
        assertThat(result.faults().get(0).stage()).isEqualTo(stage);
        assertThat(result.faults().get(0).place()).startsWith(place);
        assertThat(result.faults().get(0).reason()).isNotBlank();
    }

    @Property(tries = 300)
    void noBytesMakeItThrow(@ForAll byte[] bytes) {
        for (String carrier : CARRIERS) {
            Harmonized result = MappingFolder.harmonize(LIBRARY, carrier, bytes);
            assertThat(result.faults()).noneMatch(f -> f.stage().equals("defect"));
            assertThat(result.faults().size() + result.warnings().size()).isPositive();
        }
    }

    @Property(tries = 200)
    void noCutOrChangedByteMakesItThrow(@ForAll int seed) throws Exception {
        List<Path> samples = SamplesTest.samples();
        Path sample = samples.get(Math.floorMod(seed, samples.size()));
        byte[] body = Files.readAllBytes(sample);
        int at = Math.floorMod(seed * 31, Math.max(1, body.length));
        byte[] cut = Arrays.copyOf(body, at);
        body[Math.min(at, body.length - 1)] = (byte) seed;
        String carrier = SamplesTest.carrier(sample);
        for (byte[] broken : List.of(cut, body)) {
            assertThat(MappingFolder.harmonize(LIBRARY, carrier, broken).faults())
                    .noneMatch(f -> f.stage().equals("defect"));
        }
    }

    @Test
    void oneBadEventDoesNotHinderTheOthers() {
        Harmonized result = MappingFolder.harmonize(
                LIBRARY,
                "sandbox",
                """
                [{"tracking_number":"A","code":"order/created","time":"2026-01-01T00:00:00Z"},
                 {"tracking_number":"B","code":"order/created","time":"soon"},
                 {"tracking_number":"C","code":"order/created","time":"2026-01-01T00:00:00Z"}]""");
        assertThat(result.events()).extracting(TrackingEvent::carrierTrackingId).containsExactly("A", "C");
        assertThat(result.faults()).singleElement().satisfies(f -> {
            assertThat(f.place()).isEqualTo("$[1]");
            assertThat(f.reason()).contains("'soon'").contains("tracking.map.yaml:");
        });
    }

    @Test
    void theIdIsThatOfTheEventNotOfTheMessage() {
        String event = "{\"tracking_number\":\"A\",\"code\":\"order/created\",\"time\":\"%s\",\"city\":\"%s\"}";
        String id = id(event.formatted("2026-01-01T12:00:00+01:00", "Oslo"));
        assertThat(id(event.formatted("2026-01-01T11:00:00Z", "OSLO")))
                .as("same instant and place")
                .isEqualTo(id);
        assertThat(id(event.formatted("2026-01-01T11:00:01Z", "Oslo"))).isNotEqualTo(id);
        assertThat(id(event.formatted("2026-01-01T11:00:00Z", "Bergen"))).isNotEqualTo(id);
        assertThat(UUID.fromString(id).version()).isEqualTo(5);
    }

    private static String id(String body) {
        return MappingFolder.harmonize(LIBRARY, "sandbox", body)
                .events()
                .get(0)
                .event()
                .id();
    }

    @Test
    void anEventExplainsItself() {
        TrackingEvent event = MappingFolder.harmonize(
                        LIBRARY,
                        "ups",
                        """
                        {"trackingNumber":"1Z","localActivityDate":"20260307","localActivityTime":"093000",
                         "gmtActivityDate":"20260307","gmtActivityTime":"143000",
                         "activityStatus":{"type":"D","code":"SG","description":"Delivered"},"receivedBy":"Ann"}""")
                .events()
                .get(0);
        assertThat(event.origin().mapping()).matches(".*ups/tracking.map.yaml:\\d+");
        assertThat(event.origin().codeRow()).matches(".*ups/codes.csv:\\d+");
        assertThat(event.origin().inboundId()).isEqualTo("m1");
        assertThat(event.rank()).isEqualTo(90);
        assertThat(event.terminal()).isTrue();
        assertThat(event.event().eventTime().carrierUtc()).isEqualTo("2026-03-07T09:30:00-05:00");
        assertThat(event.event().timeBasis()).isEqualTo("offset");
        assertThat(event.event().codes().carrier().code()).isEqualTo("SG");
        assertThat(event.event().codes().carrier().subCode()).isEqualTo("D");
        assertThat(event.event().other().deliveryConfirmation())
                .isEqualTo(new TrackingEvent.DeliveryConfirmation("Ann"));
    }

    @Test
    void jsltComesBeforeTheTable() {
        MappingLibrary library = new MappingFolder(folder)
                .with(
                        "good",
                        "tracking.map.yaml",
                        """
                        carrier: good
                        documents:
                          - name: d
                            format: json
                            jslt: pairs.jslt
                            each: {event: "$.events[]"}
                            event: {tracking_number: event.n, code: event.c, time: event.t}
                        """)
                .with(
                        "good",
                        "pairs.jslt",
                        "{\"events\": [for (.) {\"n\": .key, \"c\": .value, \"t\": \"2026-01-01T00:00:00Z\"}]}")
                .load();
        Harmonized result = MappingFolder.harmonize(library, "good", "{\"P1\": \"A\", \"P2\": \"B\"}");
        assertThat(result.events()).extracting(TrackingEvent::carrierTrackingId).containsExactly("P1", "P2");
    }

    @Test
    void aLevelFollowsEachOfItsPathsInOrder() {
        MappingLibrary library = new MappingFolder(folder)
                .with(
                        "good",
                        "tracking.map.yaml",
                        """
                        carrier: good
                        documents:
                          - name: d
                            format: json
                            each:
                              parcel: parcels[]
                              event: [parcel.newest, "parcel.others[]"]
                            event: {tracking_number: parcel.n, code: event.c, time: event.t}
                        """)
                .load();
        Harmonized result = MappingFolder.harmonize(
                library,
                "good",
                """
                {"parcels": [
                  {"n": "P1", "newest": {"c": "A", "t": "2026-01-02T00:00:00Z"},
                   "others": [{"c": "B", "t": "2026-01-01T00:00:00Z"}, {"c": "C", "t": "never"}]},
                  {"n": "P2", "others": [{"c": "D", "t": "2026-01-01T00:00:00Z"}]}]}
                """);
        assertThat(result.events())
                .extracting(
                        e -> e.carrierTrackingId() + e.event().codes().carrier().code())
                .containsExactly("P1A", "P1B", "P2D");
        assertThat(result.faults()).singleElement().satisfies(f -> assertThat(f.place())
                .isEqualTo("$.parcels[0].newest|.others[2]"));
    }

    @Test
    void hugeAndHostileDocumentsAreRefusedQuickly() {
        String deep = "{\"trackResponse\":".repeat(200) + "1" + "}".repeat(200);
        assertThat(MappingFolder.harmonize(LIBRARY, "ups", deep).faults())
                .singleElement()
                .satisfies(f -> assertThat(f.stage()).isEqualTo("read"));
        String bomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;&x;&x;&x;&x;&x;&x;\">]><a>&y;</a>";
        assertThat(MappingFolder.harmonize(LIBRARY, "dhl_express", bomb.getBytes(StandardCharsets.UTF_8))
                        .faults())
                .singleElement()
                .satisfies(f -> assertThat(f.stage()).isEqualTo("read"));
    }

    @Test
    void anAnswerThatDoesNotNameItsParcelIsAboutTheOneNumberAskedFor(@TempDir Path dir) {
        MappingLibrary library = new MappingFolder(dir)
                .with("good", "codes.csv", "document,carrier_code,milestone,code\n,A,delivery,delivered\n")
                .with(
                        "good",
                        "tracking.map.yaml",
                        """
                        carrier: good
                        documents:
                          - name: d
                            format: json
                            number: asked
                            event: {tracking_number: n, code: c, time: t}
                        """)
                .load();
        byte[] silent = "{\"c\": \"A\", \"t\": \"2026-01-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8);
        byte[] telling =
                "{\"n\": \"P2\", \"c\": \"A\", \"t\": \"2026-01-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(MappingFolder.answer(library, "good", "P1", silent).events())
                .extracting(TrackingEvent::carrierTrackingId)
                .containsExactly("P1");
        assertThat(MappingFolder.answer(library, "good", "P1", telling).events())
                .extracting(TrackingEvent::carrierTrackingId)
                .containsExactly("P2");
        assertThat(MappingFolder.harmonize(library, "good", silent).faults())
                .as("a file was not asked for")
                .singleElement()
                .satisfies(f -> assertThat(f.reason()).contains("no tracking number"));
        assertThat(MappingFolder.answer(library, "good", "m1", silent).faults())
                .as("several numbers were asked for: the key is the message's id")
                .singleElement()
                .satisfies(f -> assertThat(f.reason()).contains("no tracking number"));
    }
}
