package io.caravanserai.cli;

import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiSplitter;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.harmonize.Fault;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.harmonize.SampleLines;
import io.caravanserai.harmonize.Warning;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.MappingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./hub try}: reads one payload with a carrier's mapping and shows the events, without a running hub. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = "Reads a carrier's file or webhook body with its mapping and shows the events it makes.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every event was read and mapped",
            "1:a finding: something was unreadable or a code has no row",
            "2:wrong usage: unknown carrier, missing file"
        })
public final class TryCommand implements Callable<Integer> {
    private static final int MAX_FAULTS = 20;
    private static final int HEAD = 512;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CARRIER", description = "Name of a folder in the mappings folder.")
    private String carrier = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The payload, as the carrier sent it.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "One line per event: {\"carrier_tracking_id\":..., \"event\":{...}}.")
    private boolean json;

    @Option(
            names = "--accept",
            description =
                    "Also writes the events to FILE's *.expected.json beside it: what the sample test wants from now on.")
    private boolean accept;

    @Option(
            names = "--mappings-dir",
            paramLabel = "DIR",
            description = "Folder of mappings; default HUB_MAPPINGS_DIR or edi-mappings.")
    private @Nullable Path mappingsDir;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
        PrintWriter err = spec == null
                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                : spec.commandLine().getErr();
        if (!Files.isRegularFile(file)) {
            err.println("no such file: " + file);
            return 2;
        }
        MappingLibrary library;
        try {
            library = MappingLibrary.load(mappings());
        } catch (MappingException e) {
            err.println(e.getMessage());
            return 2;
        }
        if (library.carrier(carrier).isEmpty()) {
            List<?> faults = library.setAside().getOrDefault(carrier, List.of());
            faults.stream().limit(MAX_FAULTS).forEach(err::println);
            if (faults.size() > MAX_FAULTS) {
                err.println("... and " + (faults.size() - MAX_FAULTS) + " more");
            }
            if (faults.isEmpty()) {
                err.println(library.whyNot(carrier));
            }
            return faults.isEmpty() ? 2 : 1;
        }
        Harmonized result = harmonize(new Harmonizer(() -> library, Clock.systemUTC()));
        if (json) {
            result.events().forEach(e -> out.println(Json.text(SampleLines.line(e))));
            findings(result).forEach(err::println);
        } else {
            TryTable.print(result.events(), out);
            findings(result).forEach(out::println);
        }
        if (accept) {
            Path expected = SampleLines.expectedFile(file);
            Files.writeString(expected, SampleLines.expected(result));
            err.println("accepted: wrote " + expected);
        }
        out.flush();
        return isFinding(result) ? 1 : 0;
    }

    private Path mappings() throws IOException {
        return mappingsDir != null
                ? mappingsDir
                : Path.of(Settings.of((Path) null).get(HubProperty.MAPPINGS_DIR));
    }

    /** A long EDI file is cut as the intake does it, so that its length does not matter. */
    private Harmonized harmonize(Harmonizer harmonizer) throws IOException {
        Format format;
        try (InputStream in = Files.newInputStream(file)) {
            format = Format.detect(in.readNBytes(HEAD));
        }
        if (format != Format.X12 && format != Format.EDIFACT) {
            return harmonizer.harmonize(message("poll", SampleLines.askedNumber(file), Files.readAllBytes(file), 0));
        }
        List<Harmonized> results = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            new EdiSplitter().split(in, part -> results.add(harmonize(harmonizer, part)));
        }
        return new Harmonized(
                results.stream().flatMap(r -> r.events().stream()).toList(),
                results.stream().flatMap(r -> r.warnings().stream()).toList(),
                results.stream().flatMap(r -> r.faults().stream()).toList());
    }

    private Harmonized harmonize(Harmonizer harmonizer, EdiPart part) {
        EdiFault fault = part.fault();
        if (fault == null) {
            return harmonizer.harmonize(message("file", "try", part.bytes(), part.offset()));
        }
        String place = "segment " + fault.segmentNumber() + " (" + fault.segment() + "), byte " + fault.offset();
        return new Harmonized(List.of(), List.of(), List.of(new Fault("read", fault.message(), place)));
    }

    /** @param kind poll for a payload that may be an answer which does not repeat the number asked for, its key */
    private InboundMessage message(String kind, String key, byte[] body, long offset) {
        return new InboundMessage(
                InboundMessage.VERSION,
                "try",
                carrier,
                key,
                Instant.now().toString(),
                new InboundMessage.Source(kind, file.toString(), offset, 1),
                null,
                body);
    }

    private static List<String> findings(Harmonized result) {
        List<String> lines = new ArrayList<>();
        for (Warning warning : result.warnings()) {
            lines.add((warning.kind() == Warning.Kind.UNMAPPED ? "unmapped: " : "warning: ") + warning.place() + ": "
                    + warning.message());
        }
        for (Fault fault : result.faults()) {
            lines.add("fault: " + fault.place() + ": " + fault.reason());
        }
        return lines.stream().distinct().toList();
    }

    private static boolean isFinding(Harmonized result) {
        return !result.faults().isEmpty()
                || result.warnings().stream().anyMatch(w -> w.kind() == Warning.Kind.UNMAPPED);
    }
}
