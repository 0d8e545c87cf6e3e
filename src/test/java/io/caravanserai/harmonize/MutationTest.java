package io.caravanserai.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.caravanserai.mapping.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every sample of every carrier, damaged: no crash, no hang, no silent loss. {@code -Dmutations=N} tries another number
 * of inputs for each format, {@code -Dmutations.seed=N} other ones.
 */
class MutationTest {
    private static final int INPUTS = Integer.getInteger("mutations", 20_000);
    private static final long SEED = Long.getLong("mutations.seed", 20261121);
    private static final MappingLibrary LIBRARY = MappingFolder.load(MappingFolder.REAL);

    /**
     * @param leaves where its values are
     * @param told everything that reading it says
     * @param choosers values by which the mapping picks what is an event: what another value means is its word
     * @param wantsValues whether it picks by a value's presence
     */
    private record Sample(
            String carrier,
            String number,
            Path file,
            byte[] body,
            List<MatchResult> leaves,
            Harmonized read,
            Set<String> told,
            Set<String> choosers,
            boolean wantsValues) {
        private static final Pattern FILTER = Pattern.compile("\\[[^\\]=]+=([^\\]]+)]");
        private static final Pattern PRESENCE = Pattern.compile("\\[[a-zA-Z@][^\\]=, ]*]");
        private static final Set<String> ABSENT = Set.of("", "null", "{}", "[]", "[null]", "\\u0000");

        static Sample of(Path file, Format format, byte[] body) throws IOException {
            String carrier = SamplesTest.carrier(file);
            String mapping =
                    Files.readString(MappingFolder.REAL.resolve(carrier).resolve("tracking.map.yaml"));
            Set<String> choosers = new HashSet<>();
            FILTER.matcher(mapping)
                    .results()
                    .forEach(filter -> choosers.addAll(List.of(filter.group(1).split("\\s*,\\s*", -1))));
            String number = SampleLines.askedNumber(file);
            Harmonized read = MappingFolder.answer(LIBRARY, carrier, number, body);
            return new Sample(
                    carrier,
                    number,
                    file,
                    body,
                    Mutations.leaves(format, body),
                    read,
                    MutationTest.told(read),
                    choosers,
                    PRESENCE.matcher(mapping).find());
        }

        /** Whether the mapping chooses by one of these values what is an event. */
        boolean choosesBy(String was, String is) {
            String after = bare(is);
            return choosers.contains(bare(was)) || choosers.contains(after) || (wantsValues && ABSENT.contains(after));
        }

        private static String bare(String value) {
            return value.replaceAll("^\"|\"$", "").strip();
        }

        Harmonized read(byte[] other) {
            return MappingFolder.answer(LIBRARY, carrier, number, other);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "XML", "CSV", "FIXED", "X12", "EDIFACT"})
    @Timeout(600)
    void nothingCrashesHangsOrVanishes(Format format) throws IOException {
        List<Sample> samples = samples(format);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < INPUTS; i++) {
            long seed = random.nextLong();
            Sample sample = samples.get(i % samples.size());
            Mutations mutations = new Mutations(seed);
            byte[] other = samples.get(random.nextInt(samples.size())).body();
            boolean structured = i / samples.size() % 2 == 0;
            Mutations.Changed changed = structured
                    ? mutations.otherValue(format, sample.body(), sample.leaves())
                    : new Mutations.Changed(mutations.damaged(sample.body(), other), "", "");
            try {
                Harmonized result = sample.read(changed.input());
                assertThat(result.faults()).noneMatch(fault -> fault.stage().equals("defect"));
                Set<String> told = told(result);
                assertThat(told).isNotEmpty();
                if (structured && !sample.choosesBy(changed.was(), changed.is())) {
                    assertNothingVanished(sample, result, told);
                }
            } catch (RuntimeException | AssertionError e) {
                String input = new String(changed.input(), StandardCharsets.UTF_8);
                fail("input " + i + " made of " + sample.file() + ":\n" + input, e);
            }
        }
    }

    /** Where there are fewer events than before, another event, a fault or a warning tells of it. */
    private static void assertNothingVanished(Sample before, Harmonized after, Set<String> told) {
        if (after.events().size() < before.read().events().size()) {
            told.removeAll(before.told());
            assertThat(told).as("what tells of the loss").isNotEmpty();
        }
    }

    /** Everything that a reading says. */
    private static Set<String> told(Harmonized result) {
        Set<String> all = new HashSet<>();
        result.events().forEach(event -> all.add(event.event().id()));
        result.warnings().forEach(warning -> all.add(warning.toString()));
        result.faults().forEach(fault -> all.add(fault.toString()));
        return all;
    }

    private static List<Sample> samples(Format format) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Path file : SamplesTest.samples()) {
            byte[] body = Files.readAllBytes(file);
            if (format(SamplesTest.carrier(file), body) == format) {
                samples.add(Sample.of(file, format, body));
            }
        }
        return samples;
    }

    /** The bytes do not show whether rows have columns of fixed width. */
    private static Format format(String carrier, byte[] body) {
        Format detected = Format.detect(body);
        boolean fixed = LIBRARY.carrier(carrier).orElseThrow().documents().stream()
                .allMatch(document -> document.format() == Format.FIXED);
        return detected == Format.CSV && fixed ? Format.FIXED : detected;
    }
}
