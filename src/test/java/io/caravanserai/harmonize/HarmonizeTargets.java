package io.caravanserai.harmonize;

import io.caravanserai.fuzz.FuzzTarget;
import io.caravanserai.mapping.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Mappings with the samples of all carriers, by format; a payload is read by the carrier of some sample of its format. */
public final class HarmonizeTargets {
    private HarmonizeTargets() {}

    /** One for each format. */
    public static List<FuzzTarget> all() throws IOException {
        MappingLibrary library = MappingFolder.load(MappingFolder.REAL);
        Map<Format, List<byte[]>> samples = new TreeMap<>();
        Map<Format, List<String>> carriers = new TreeMap<>();
        for (Path file : SamplesTest.samples()) {
            byte[] body = Files.readAllBytes(file);
            Format format = Format.detect(body);
            samples.computeIfAbsent(format, any -> new ArrayList<>()).add(body);
            carriers.computeIfAbsent(format, any -> new ArrayList<>()).add(SamplesTest.carrier(file));
        }
        List<FuzzTarget> all = new ArrayList<>();
        samples.forEach((format, bodies) -> {
            List<String> readers = carriers.getOrDefault(format, List.of());
            all.add(new FuzzTarget(
                    "mapping-" + format,
                    4,
                    bodies,
                    input -> read(library, readers.get(input.length % readers.size()), input)));
        });
        return all;
    }

    private static boolean read(MappingLibrary library, String carrier, byte[] input) {
        Harmonized result = MappingFolder.answer(library, carrier, "N1", input);
        if (result.faults().stream().anyMatch(fault -> fault.stage().equals("defect"))) {
            throw new AssertionError(result.faults().toString());
        }
        return result.faults().isEmpty();
    }
}
