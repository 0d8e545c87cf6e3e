package io.caravanserai.check;

import io.caravanserai.check.Finding.Severity;
import io.caravanserai.harmonize.SampleLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checks that a carrier's samples and their expected results belong together: one without the other tests nothing. */
final class SamplesCheck {
    private static final String EXPECTED = ".expected.json";

    private SamplesCheck() {}

    static void check(String carrier, Path samples, List<Finding> findings) {
        List<Path> files = files(samples);
        List<Path> payloads = files.stream()
                .filter(file -> !file.toString().endsWith(EXPECTED))
                .toList();
        if (payloads.isEmpty()) {
            findings.add(warning(
                    samples,
                    "the carrier has no sample, so nothing tests its mapping",
                    "put a payload there and run ./hub try " + carrier + " FILE --accept"));
        }
        for (Path payload : payloads) {
            if (!Files.isRegularFile(SampleLines.expectedFile(payload))) {
                findings.add(warning(
                        payload,
                        "the sample has no expected result",
                        "look at it, then run ./hub try " + carrier + " " + payload + " --accept"));
            }
        }
        List<Path> wanted = payloads.stream().map(SampleLines::expectedFile).toList();
        for (Path file : files) {
            if (file.toString().endsWith(EXPECTED) && !wanted.contains(file)) {
                findings.add(warning(
                        file, "there is no sample for this expected result", "add the payload or delete the file"));
            }
        }
    }

    private static Finding warning(Path file, String message, String nextStep) {
        return new Finding(file.toString(), 0, Severity.WARNING, message, nextStep);
    }

    private static List<Path> files(Path samples) {
        if (!Files.isDirectory(samples)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(samples)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + samples + " cannot be read", e);
        }
    }
}
