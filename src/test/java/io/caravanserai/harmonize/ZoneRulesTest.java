package io.caravanserai.harmonize;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.TrackingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a time without offset finds its zone, and what becomes of it where clocks change. */
class ZoneRulesTest {
    private static final MappingLibrary LOCATED = zoned(Path.of("target/zone-rules-test"), "zone: location");

    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T10:00:00, NO, , , 2026-07-01T10:00:00+02:00, zone, 0",
        "2026-07-01T10:00:00, US, TX, , 2026-07-01T10:00:00-05:00, zone, 0",
        "2026-07-01T10:00:00, US, , SIN, 2026-07-01T10:00:00+08:00, zone, 0",
        "2026-07-01T10:00:00, US, , , 2026-07-01T10:00:00+02:00, assumed_zone, 0",
        "2026-07-01T10:00:00-03:00, NO, , , 2026-07-01T10:00:00-03:00, offset, 0",
        "2026-07-01T10:00:00+0000, NO, , , 2026-07-01T10:00:00+00:00, offset, 0",
        "2026-03-29T02:30:00, NO, , , 2026-03-29T03:30:00+02:00, zone, 1",
        "2026-10-25T02:30:00, NO, , , 2026-10-25T02:30:00+02:00, zone, 1",
        "2026-07-01, NO, , , 2026-07-01T12:00:00+02:00, zone, 0",
    })
    void aTimeWithoutOffsetFollowsTheChainOfZoneRules(
            String time,
            String country,
            @Nullable String state,
            @Nullable String iata,
            String shown,
            String basis,
            int warnings) {
        MappingLibrary library = zoned(folder, "zone: [{iata: a}, location, {assumed: Europe/Berlin}]");
        Harmonized result = MappingFolder.harmonize(library, "good", body(time, country, state, iata));
        TrackingEvent event = result.events().get(0);
        assertThat(event.event().eventTime().carrierUtc()).isEqualTo(shown);
        assertThat(event.event().timeBasis()).isEqualTo(basis);
        assertThat(result.warnings().stream().filter(w -> w.kind() == Warning.Kind.TIME))
                .hasSize(warnings);
    }

    @Test
    void aTimeNobodyCanPlaceIsShownAsUnknownWithAWarning() {
        Harmonized result = MappingFolder.harmonize(
                zoned(folder, "zone: location"), "good", body("2026-07-01T10:00:00", "US", null, null));
        assertThat(result.events().get(0).event().eventTime().carrierUtc()).isEqualTo("2026-07-01T10:00:00+00:00");
        assertThat(result.events().get(0).event().timeBasis()).isEqualTo("unknown");
        assertThat(result.warnings()).anyMatch(w -> w.kind() == Warning.Kind.TIME);
    }

    @ParameterizedTest
    @CsvSource({
        "ET, 2026-07-01T10:00:00-04:00, zone",
        "ES, 2026-07-01T10:00:00-05:00, offset",
        "UT, 2026-07-01T10:00:00+00:00, offset",
        "13, 2026-07-01T10:00:00-12:00, offset",
        "02, 2026-07-01T10:00:00+02:00, offset",
        "LT, 2026-07-01T10:00:00+00:00, unknown",
    })
    void x12TimeCodes(String code, String shown, String basis) {
        Harmonized result = MappingFolder.harmonize(
                zoned(folder, "zone: {x12: a}"), "good", body("2026-07-01T10:00:00", null, null, code));
        assertThat(result.events().get(0).event().eventTime().carrierUtc()).isEqualTo(shown);
        assertThat(result.events().get(0).event().timeBasis()).isEqualTo(basis);
    }

    @Test
    void theSameMomentInUtcGivesTheOffsetHoweverItIsWritten() {
        for (String utc : List.of("2026-07-01T08:00:00", "2026-07-01T08:00:00Z", "2026-07-01T13:30:00+05:30")) {
            Harmonized result = MappingFolder.harmonize(
                    zoned(folder, "utc: a"), "good", body("2026-07-01T10:00:00", null, null, utc));
            assertThat(result.events().get(0).event().eventTime().carrierUtc())
                    .as(utc)
                    .isEqualTo("2026-07-01T10:00:00+02:00");
        }
    }

    /** A place and a local time there, mostly near a change of clocks. */
    record Local(String country, String state, ZoneId zone, LocalDateTime time) {}

    @Property(tries = 500)
    void theClockOnTheWallStaysAsItIsWritten(@ForAll("locals") Local local) {
        Harmonized result = MappingFolder.harmonize(
                LOCATED, "good", body(local.time().toString(), local.country(), local.state(), null));
        OffsetDateTime shown =
                OffsetDateTime.parse(result.events().get(0).event().eventTime().carrierUtc());
        List<ZoneOffset> possible = local.zone().getRules().getValidOffsets(local.time());
        long warnings = result.warnings().stream()
                .filter(w -> w.kind() == Warning.Kind.TIME)
                .count();
        if (possible.isEmpty()) {
            Duration gap = local.zone().getRules().getTransition(local.time()).getDuration();
            assertThat(shown.toLocalDateTime()).isEqualTo(local.time().plus(gap));
        } else {
            assertThat(shown).isEqualTo(local.time().atOffset(possible.get(0)));
        }
        assertThat(warnings).isEqualTo(possible.size() == 1 ? 0 : 1);
    }

    @Provide
    Arbitrary<Local> locals() {
        Arbitrary<String[]> places = Arbitraries.of(places());
        Arbitrary<Long> days = Arbitraries.longs().between(10_957, 24_837); // 2000 to 2037
        Arbitrary<Integer> minutes = Arbitraries.integers().between(-180, 180);
        return Combinators.combine(places, days, minutes).as((place, day, minute) -> {
            ZoneId zone = ZoneId.of(place[2]);
            LocalDateTime start = LocalDateTime.of(1970, 1, 1, 12, 0).plusDays(day);
            ZoneOffsetTransition change = zone.getRules().nextTransition(start.toInstant(ZoneOffset.UTC));
            LocalDateTime near = change == null ? start : change.getDateTimeBefore();
            return new Local(place[0], place[1], zone, near.plusMinutes(minute));
        });
    }

    private static List<String[]> places() {
        try (Stream<String> lines = Files.lines(MappingFolder.REAL.resolve("harmonized/zones.csv"))) {
            return lines.filter(line -> !line.startsWith("#") && !line.startsWith("country,"))
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static MappingLibrary zoned(Path folder, String zone) {
        return new MappingFolder(folder)
                .with(
                        "good",
                        "tracking.map.yaml",
                        """
                        carrier: good
                        documents:
                          - name: d
                            format: json
                            event:
                              tracking_number: n
                              code: n
                              time:
                                - pick: t
                                  %s
                              location: {country: c, state: s}
                        """
                                .formatted(zone))
                .load();
    }

    private static String body(String time, @Nullable String country, @Nullable String state, @Nullable String iata) {
        return "{\"n\":\"1\",\"t\":\"" + time + "\",\"c\":" + quoted(country) + ",\"s\":" + quoted(state) + ",\"a\":"
                + quoted(iata) + "}";
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "null" : "\"" + value + "\"";
    }
}
