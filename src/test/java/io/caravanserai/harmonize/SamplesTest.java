package io.caravanserai.harmonize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample of every carrier gives what stands beside it. To add a case, put a payload into
 * edi-mappings/CARRIER/samples/ and run {@code ./hub try CARRIER FILE --accept}.
 */
class SamplesTest {
    private static MappingLibrary library = MappingFolder.load(MappingFolder.REAL);

    @BeforeAll
    static void everyCarrierLoads() {
        library = MappingFolder.load(MappingFolder.REAL);
        assertThat(library.setAside()).isEmpty();
    }

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(MappingFolder.REAL)) {
            return files.filter(f -> f.getNameCount() > 2
                            && f.getName(f.getNameCount() - 2).endsWith("samples"))
                    .filter(f -> !f.toString().endsWith(".expected.json"))
                    .sorted()
                    .toList();
        }
    }

    /** Name of the carrier whose sample it is: .../CARRIER/samples/FILE. */
    static String carrier(Path sample) {
        return sample.getName(sample.getNameCount() - 3).toString();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void givesWhatIsExpected(Path sample) throws IOException {
        String carrier = carrier(sample);
        Path expected = SampleLines.expectedFile(sample);
        assertThat(expected)
                .as("run: ./hub try %s %s --accept", carrier, sample)
                .exists();
        Harmonized result =
                MappingFolder.answer(library, carrier, SampleLines.askedNumber(sample), Files.readAllBytes(sample));
        assertThat(SampleLines.expected(result)).isEqualTo(Files.readString(expected));
        assertThat(result.faults()).noneMatch(f -> f.stage().equals("defect"));
    }

    @Test
    void everyCarrierHasSamples() throws IOException {
        List<String> sampled =
                samples().stream().map(SamplesTest::carrier).distinct().toList();
        assertThat(sampled).containsAll(library.carriers());
    }
}
