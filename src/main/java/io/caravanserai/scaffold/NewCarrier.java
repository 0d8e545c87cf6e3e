package io.caravanserai.scaffold;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.harmonize.SampleLines;
import io.caravanserai.harmonize.UnmappedCode;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.PayloadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a new carrier: route, mapping, code table and a sample, which work at once. With a payload of the
 * carrier the mapping is a proposal read from it and the code table lists its codes, to be filled in.
 *
 * @param name lower-case words joined by _
 * @param payload a file the carrier sent; null for a made-up one
 */
public record NewCarrier(String name, Intake intake, PayloadKind kind, @Nullable Path payload) {
    private static final long LARGEST = 4L * 1024 * 1024;

    public NewCarrier {
        NewPartner.checkName(name);
    }

    /** What the files will hold. */
    private record Draft(byte[] sample, String sampleName, String mapping, String codes, String route) {}

    /**
     * Writes the files; the mapping comes after what it needs and the route last, so that a running hub never sees half
     * a carrier.
     *
     * @throws IllegalArgumentException when the name is taken or the payload is none of that format
     * @throws MappingException when the hub's own tables have a fault
     */
    public Made writeTo(Path routes, Path mappings) throws IOException, MappingException {
        Path route = routes.resolve("carriers").resolve(name + ".camel.yaml");
        Path folder = mappings.resolve(name);
        NewPartner.checkThere(routes, mappings);
        NewPartner.checkFree(route, folder);
        Draft draft = draft();
        Harmonized result = tried(draft, MappingLibrary.load(mappings));
        List<UnmappedCode> unmapped = UnmappedCode.of(result.events());
        List<Path> files = new ArrayList<>();
        Path sample = NewPartner.write(folder.resolve("samples").resolve(draft.sampleName), draft.sample);
        files.add(sample);
        if (payload == null) {
            files.add(write(SampleLines.expectedFile(sample), SampleLines.expected(result)));
        }
        files.add(write(folder.resolve("codes.csv"), draft.codes + rows(unmapped)));
        files.add(write(folder.resolve("tracking.map.yaml"), draft.mapping));
        files.add(write(route, draft.route));
        return new Made(files, sample, unmapped.size(), result.events().size());
    }

    private static Path write(Path file, String text) throws IOException {
        return NewPartner.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rows(List<UnmappedCode> codes) {
        StringBuilder rows = new StringBuilder();
        codes.forEach(code -> rows.append("# ").append(code.row()).append('\n'));
        return rows.toString();
    }

    private Draft draft() throws IOException {
        Path given = payload;
        String sampleName = given == null ? "first." + kind.ending() : sampleName(given);
        Map<String, String> values = Map.of(
                "name", name,
                "sample", "samples/" + sampleName,
                "NUMBER", "%.12s0000000017".formatted(name.replace("_", "").toUpperCase(Locale.ROOT)),
                "NUMBER20",
                        "%-20s"
                                .formatted("%.10s0000000017"
                                        .formatted(name.replace("_", "").toUpperCase(Locale.ROOT))),
                "SENDER", sender(),
                "SENDER15", "%-15s".formatted(sender()));
        if (given == null) {
            byte[] sample =
                    Template.fill(kind + "/sample." + kind.ending(), values).getBytes(StandardCharsets.UTF_8);
            return new Draft(
                    sample,
                    sampleName,
                    Template.fill(kind + "/tracking.map.yaml", values),
                    Template.fill(kind + "/codes.csv", values),
                    CarrierRoute.text(name, intake, kind, kind.exampleKeyPath(), kind == PayloadKind.CSV));
        }
        byte[] sample = read(given);
        String codes = Template.fill("proposed-codes.csv", values);
        if (kind.isStandard()) {
            String mapping = Template.fill(kind + "/tracking.map.yaml", values);
            return new Draft(sample, sampleName, mapping, codes, CarrierRoute.text(name, intake, kind, "", false));
        }
        return proposed(given, sample, sampleName, codes);
    }

    private Draft proposed(Path given, byte[] sample, String sampleName, String codes) {
        try {
            SampleFile file = SampleFile.read(kind, sample);
            Proposal proposal = new Proposal(file.spots());
            List<String> body = new ArrayList<>(file.layout());
            body.addAll(proposal.lines());
            Map<String, String> values = Map.of(
                    "name",
                    name,
                    "sample",
                    "samples/" + sampleName,
                    "format",
                    kind.format().label(),
                    "body",
                    String.join("\n", body));
            boolean hasHeader = kind == PayloadKind.CSV && !file.layout().contains("    header: no");
            return new Draft(
                    sample,
                    sampleName,
                    Template.fill("proposed.map.yaml", values),
                    codes,
                    CarrierRoute.text(name, intake, kind, CarrierRoute.keyPath(kind, proposal), hasHeader));
        } catch (PayloadException e) {
            throw new IllegalArgumentException(given + ", " + e.place() + ": " + e.getMessage(), e);
        }
    }

    private String sender() {
        return "%.15s".formatted(name.replace("_", "").toUpperCase(Locale.ROOT));
    }

    private static String sampleName(Path given) {
        String plain = String.valueOf(given.getFileName())
                .replaceAll("[^A-Za-z0-9._-]", "_")
                .replaceAll("^[.-]+", "");
        if (plain.isEmpty() || plain.endsWith(".expected.json")) {
            throw new IllegalArgumentException(given + " cannot be a sample: rename it, as in delivered.json.");
        }
        return plain;
    }

    private byte[] read(Path given) throws IOException {
        if (!Files.isRegularFile(given)) {
            throw new IllegalArgumentException("There is no file " + given + " to learn from.");
        }
        if (Files.size(given) > LARGEST) {
            throw new IllegalArgumentException(
                    given + " is larger than " + LARGEST + " bytes: cut a few events out of it.");
        }
        byte[] bytes = Files.readAllBytes(given);
        Format detected = Format.detect(bytes);
        if (!kind.format().accepts(detected)) {
            throw new IllegalArgumentException(
                    given + " looks like " + detected.label() + ", not " + kind + ": give another --format.");
        }
        return bytes;
    }

    /** What the draft makes of its sample, in a folder of its own. */
    private Harmonized tried(Draft draft, MappingLibrary library) throws IOException {
        Path stage = Files.createTempDirectory("hub-new");
        Path folder = Files.createDirectory(stage.resolve(name));
        try {
            Files.writeString(folder.resolve("tracking.map.yaml"), draft.mapping);
            Files.writeString(folder.resolve("codes.csv"), draft.codes);
            MappingLibrary with = library.with(folder);
            if (with.carrier(name).isEmpty()) {
                throw new IllegalStateException("the mapping that was made is faulty: " + with.whyNot(name));
            }
            return new Harmonizer(() -> with, Clock.systemUTC())
                    .harmonize(new InboundMessage(
                            InboundMessage.VERSION,
                            "new",
                            name,
                            "new",
                            Instant.now().toString(),
                            new InboundMessage.Source("file", draft.sampleName, 0, 1),
                            null,
                            draft.sample));
        } finally {
            Files.deleteIfExists(folder.resolve("tracking.map.yaml"));
            Files.deleteIfExists(folder.resolve("codes.csv"));
            Files.delete(folder);
            Files.delete(stage);
        }
    }
}
