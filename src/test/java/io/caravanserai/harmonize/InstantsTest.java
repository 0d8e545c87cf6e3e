package io.caravanserai.harmonize;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.TrackingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * No instant of a payload is shifted, whatever its carrier: held over every sample, and over the payloads of
 * {@code -Dpayloads=FOLDER} (one folder a carrier, named as in edi-mappings) where one has more.
 */
class InstantsTest {
    private static final MappingLibrary LIBRARY = MappingFolder.load(MappingFolder.REAL);
    private static final List<Sample> SAMPLES = samples();

    record Sample(String carrier, Path file, byte[] body) {
        Harmonized read() {
            return read(body);
        }

        Harmonized read(byte[] other) {
            return MappingFolder.answer(LIBRARY, carrier, SampleLines.askedNumber(file), other);
        }

        String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** The clock on the wall at the event is written in the payload, and so is its offset where one is claimed. */
    @Example
    void everyTimeIsWrittenInItsPayload() {
        int seen = 0;
        for (Sample sample : SAMPLES) {
            WrittenTimes written = new WrittenTimes(sample.text());
            Harmonized read = sample.read();
            for (TrackingEvent event : read.events()) {
                OffsetDateTime time = time(event);
                if (written.withOffset().stream().anyMatch(time.truncatedTo(ChronoUnit.SECONDS)::isEqual)) {
                    seen++;
                    continue;
                }
                assertThat(written.hasDate(time.toLocalDateTime()) || isMidnightOfTheDayBefore(written, time))
                        .as("%s: the date of %s", sample, time)
                        .isTrue();
                assertThat(written.hasClock(time.toLocalDateTime())
                                || isMidnightOfTheDayBefore(written, time)
                                || isDateOnly(event)
                                || (written.hasClock(time.toLocalDateTime().minusHours(1)) && saysSkipped(read)))
                        .as("%s: the clock of %s", sample, time)
                        .isTrue();
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(200);
    }

    /** An offset is never invented: of basis offset it is written, and with its clock in one piece it is this one. */
    @Example
    void everyOffsetIsTheOneThatIsWritten() {
        int seen = 0;
        for (Sample sample : SAMPLES) {
            WrittenTimes written = new WrittenTimes(sample.text());
            List<OffsetDateTime> whole = written.withOffset();
            for (TrackingEvent event : sample.read().events()) {
                OffsetDateTime time = time(event).truncatedTo(ChronoUnit.SECONDS);
                if (event.event().timeBasis().equals("offset")) {
                    boolean isWhole = whole.stream().anyMatch(time::isEqual);
                    assertThat(isWhole
                                    || written.hasOffset(time.getOffset())
                                    || written.hasX12Code(time.getOffset())
                                    || written.hasZoneName(time.getOffset())
                                    || hasUtcTwin(written, time))
                            .as("%s: the offset of %s", sample, time)
                            .isTrue();
                    assertThat(isWhole || !isWrittenOtherwise(whole, time))
                            .as("%s: %s is written with another offset", sample, time)
                            .isTrue();
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(50);
    }

    /** The same instants written with another offset are the same instants. */
    @Property(tries = 40)
    void anInstantIsTheSameInAnyOffset(@ForAll("offsets") ZoneOffset elsewhere) {
        int rewritten = 0;
        for (Sample sample : SAMPLES) {
            String other =
                    new WrittenTimes(sample.text()).rewritten(time -> elsewhere).text();
            if (!other.equals(sample.text())) {
                assertThat(instants(sample.read(other.getBytes(StandardCharsets.ISO_8859_1))))
                        .as(sample.toString())
                        .isEqualTo(instants(sample.read()));
                rewritten++;
            }
        }
        assertThat(rewritten).isGreaterThan(10);
    }

    /** Nor does it matter where the hub runs and which language its machine speaks. */
    @Property(tries = 12)
    void theMachineDoesNotMatter(@ForAll("machines") TimeZone zone, @ForAll("languages") Locale language) {
        TimeZone home = TimeZone.getDefault();
        Locale spoken = Locale.getDefault();
        List<String> here =
                SAMPLES.stream().map(s -> SampleLines.expected(s.read())).toList();
        try {
            TimeZone.setDefault(zone);
            Locale.setDefault(language);
            MappingLibrary there = MappingFolder.load(MappingFolder.REAL);
            assertThat(SAMPLES.stream()
                            .map(s -> SampleLines.expected(MappingFolder.answer(
                                    there, s.carrier(), SampleLines.askedNumber(s.file()), s.body()))))
                    .containsExactlyElementsOf(here);
        } finally {
            TimeZone.setDefault(home);
            Locale.setDefault(spoken);
        }
    }

    /** The judge can fail: it does not find most times when they are shifted by an hour or more. */
    @Property(tries = 20)
    void aShiftWouldBeSeen(@ForAll @IntRange(min = 1, max = 11) int hours) {
        int caught = 0;
        int all = 0;
        for (Sample sample : SAMPLES) {
            WrittenTimes written = new WrittenTimes(sample.text());
            for (TrackingEvent event : sample.read().events()) {
                OffsetDateTime shifted = time(event).plusHours(hours);
                all++;
                caught += written.hasDate(shifted.toLocalDateTime()) && written.hasClock(shifted.toLocalDateTime())
                        ? 0
                        : 1;
            }
        }
        assertThat(caught).isGreaterThan(all * 8 / 10);
    }

    @Provide
    Arbitrary<ZoneOffset> offsets() {
        return Arbitraries.integers().between(-48, 56).map(quarters -> ZoneOffset.ofTotalSeconds(quarters * 900));
    }

    @Provide
    Arbitrary<TimeZone> machines() {
        return Arbitraries.of("Asia/Kolkata", "America/St_Johns", "Pacific/Apia", "Africa/Cairo", "Antarctica/Troll")
                .map(TimeZone::getTimeZone);
    }

    @Provide
    Arbitrary<Locale> languages() {
        return Arbitraries.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist", "fa-IR", "ja-JP-u-ca-japanese")
                .map(Locale::forLanguageTag);
    }

    private static boolean isMidnightOfTheDayBefore(WrittenTimes written, OffsetDateTime time) {
        return time.toLocalTime().isBefore(LocalTime.of(1, 0))
                && written.text().contains("24:")
                && written.hasDate(time.toLocalDateTime().minusDays(1));
    }

    private static boolean isWrittenOtherwise(List<OffsetDateTime> whole, OffsetDateTime time) {
        return whole.stream().anyMatch(other -> other.toLocalDateTime().equals(time.toLocalDateTime()));
    }

    /** Some carriers write the same moment twice, here and in UTC. */
    private static boolean hasUtcTwin(WrittenTimes written, OffsetDateTime time) {
        OffsetDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC);
        return written.hasDate(utc.toLocalDateTime()) && written.hasClock(utc.toLocalDateTime());
    }

    private static boolean saysSkipped(Harmonized read) {
        return read.warnings().stream()
                .anyMatch(w -> w.kind() == Warning.Kind.TIME && w.message().contains("clocks went forward"));
    }

    private static boolean isDateOnly(TrackingEvent event) {
        return event.event().carrierMetaData().contains(new TrackingEvent.MetaData("time_precision", "date"));
    }

    private static OffsetDateTime time(TrackingEvent event) {
        return OffsetDateTime.parse(event.event().eventTime().carrierUtc());
    }

    private static List<Long> instants(Harmonized result) {
        return result.events().stream().map(TrackingEvent::occurredAt).toList();
    }

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        try {
            for (Path file : SamplesTest.samples()) {
                samples.add(new Sample(SamplesTest.carrier(file), file, Files.readAllBytes(file)));
            }
            samples.addAll(more(System.getProperty("payloads")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return samples;
    }

    private static List<Sample> more(@Nullable String folder) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String carrier : folder == null ? List.<String>of() : LIBRARY.carriers()) {
            Path of = Path.of(folder, carrier);
            if (Files.isDirectory(of)) {
                try (Stream<Path> files = Files.walk(of)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        samples.add(new Sample(carrier, file, Files.readAllBytes(file)));
                    }
                }
            }
        }
        return samples;
    }
}
