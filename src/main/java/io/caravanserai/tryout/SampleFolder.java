package io.caravanserai.tryout;

import io.caravanserai.harmonize.CarrierMapping;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.harmonize.SampleLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.function.Supplier;

/** The samples of the mappings: each payload with what it must give, which a test holds from then on. */
public final class SampleFolder {
    /** A plain name with an ending, so that it can be nothing but a file in the folder. */
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,79}\\.(json|xml|edi|x12|csv|txt)";

    private final Path mappingsDir;
    private final Supplier<MappingLibrary> mappings;
    private final Clock clock;

    public SampleFolder(Path mappingsDir, Supplier<MappingLibrary> mappings, Clock clock) {
        this.mappingsDir = mappingsDir;
        this.mappings = mappings;
        this.clock = clock;
    }

    /** Why a sample was not kept. */
    public static final class NotKept extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        NotKept(int status, String message) {
            super(message);
            this.status = status;
        }

        /** The HTTP status that says so. */
        public int status() {
            return status;
        }
    }

    /**
     * Keeps a payload as a sample of a carrier, with what its saved mapping makes of it.
     *
     * @param force keep it also when it has findings, which are then what it must give
     * @return the sample's file
     * @throws NotKept with 404 for a carrier without mapping, 422 for a name that is none, 409 when there is such a sample
     *     or it has findings
     */
    public Path keep(String carrier, String name, byte[] payload, boolean force) throws NotKept, IOException {
        MappingLibrary library = mappings.get();
        CarrierMapping mapping = library.carrier(carrier).orElseThrow(() -> new NotKept(404, library.whyNot(carrier)));
        if (!name.matches(NAME)) {
            throw new NotKept(
                    422,
                    "A sample is named like a file of letters, digits, _ and - that ends in .json, .xml, .edi, .x12, .csv"
                            + " or .txt, such as delivered.json.");
        }
        Path sample = mappingsDir.resolve(carrier).resolve("samples").resolve(name);
        Path expected = SampleLines.expectedFile(sample);
        if (Files.exists(sample) || Files.exists(expected)) {
            throw new NotKept(409, "There is a sample " + sample + " already; give this one another name.");
        }
        Harmonized made = new PayloadReader(mapping, new Harmonizer(() -> library, clock), clock).read(sample, payload);
        TryResult result = new TryResult();
        result.add(made);
        if (result.isFinding() && !force) {
            throw new NotKept(
                    409,
                    "The payload has findings: " + result.summary()
                            + ". Put them right first, or keep it with them when they are what it must give.");
        }
        Files.createDirectories(sample.getParent());
        write(sample, payload);
        write(expected, SampleLines.expected(made).getBytes(StandardCharsets.UTF_8));
        return sample;
    }

    /** Whole or not at all: the hub watches the folder. */
    private static void write(Path file, byte[] content) throws IOException {
        Path draft = Files.write(file.resolveSibling("." + file.getFileName() + ".draft"), content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
