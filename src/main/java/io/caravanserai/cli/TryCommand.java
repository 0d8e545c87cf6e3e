package io.caravanserai.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.harmonize.CarrierMapping;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.harmonize.SampleLines;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.tryout.PayloadLines;
import io.caravanserai.tryout.PayloadReader;
import io.caravanserai.tryout.SampleAccept;
import io.caravanserai.tryout.TryResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./hub try}: reads payloads with a carrier's mapping and shows the events, without a running hub. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = {
            "Read a carrier's files or webhook bodies with its mapping and show the events they make.",
            "One file is shown beside its events; of several, or a folder, each has a line."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every event was read and mapped",
            "1:a finding: something was unreadable or a code has no row",
            "2:wrong usage: unknown carrier, missing file"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./hub try ups edi-mappings/ups/samples/track-alert.json",
            "  ./hub try bring edi-mappings/bring/samples",
            "  cat scans.edi | ./hub try bring - --json"
        })
public final class TryCommand implements Callable<Integer> {
    private static final int MAX_FAULTS = 20;
    private static final Path STDIN = Path.of("-");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "CARRIER",
            completionCandidates = CarrierNames.class,
            description = "Name of a folder in the mappings folder.")
    private String carrier = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Payloads as the carrier sent them, folders of such, or - for standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--json", description = "One line per event: {\"carrier_tracking_id\":..., \"event\":{...}}.")
    private boolean json;

    @Option(
            names = "--accept",
            description =
                    "Write the events to FILE's *.expected.json beside it: what the sample test wants from now on. Refused while there are findings.")
    private boolean accept;

    @Option(names = "--force", description = "Accept a sample with findings, which are then what it must give.")
    private boolean force;

    @Option(names = "--explain", description = "Say for each event which lines of mapping and code table made it.")
    private boolean explain;

    @Option(
            names = "--color",
            negatable = true,
            description = "Colours, or none; by default only on a terminal and without NO_COLOR.")
    private @Nullable Boolean color;

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            description = "How wide to print; by default as wide as the terminal, else 80.")
    private @Nullable Integer width;

    @Option(
            names = "--mappings-dir",
            paramLabel = "DIR",
            description = "Folder of mappings; default HUB_MAPPINGS_DIR or edi-mappings.")
    private @Nullable Path mappingsDir;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        for (Path file : files) {
            if (!Files.exists(file) && !file.equals(STDIN)) {
                err.println("no such file: " + file);
                return 2;
            }
        }
        if (accept && files.contains(STDIN)) {
            err.println("--accept needs a file: save what comes by standard input under samples/ first");
            return 2;
        }
        try {
            MappingLibrary library = MappingLibrary.load(mappings());
            Optional<CarrierMapping> mapping = library.carrier(carrier);
            return mapping.isEmpty() ? whyNot(library) : tryAll(library, mapping.get());
        } catch (MappingException e) {
            err.println(e.getMessage());
            return 2;
        }
    }

    private Path mappings() throws IOException {
        return mappingsDir != null
                ? mappingsDir
                : Path.of(Settings.of((Path) null).get(HubProperty.MAPPINGS_DIR));
    }

    private int whyNot(MappingLibrary library) {
        PrintWriter err = spec.commandLine().getErr();
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

    private int tryAll(MappingLibrary library, CarrierMapping mapping) throws IOException {
        Clock clock = Clock.systemUTC();
        PayloadReader reader = new PayloadReader(mapping, new Harmonizer(() -> library, clock), clock);
        TryView view = new TryView(spec.commandLine().getOut(), ansi(), width(), mapping, explain);
        List<Path> all = TryFiles.of(files);
        TryResult total = new TryResult();
        boolean refused = false;
        for (Path file : all) {
            TryResult result = new TryResult();
            SampleAccept acceptance = new SampleAccept(file, force);
            reader.read(file, part -> {
                result.add(part);
                total.add(part);
                acceptance.add(part);
                if (json) {
                    part.events().forEach(event -> printJson(event, mapping));
                }
            });
            show(view, file, all.size() > 1, result, mapping);
            refused |= accept && !acceptance.accept(result, spec.commandLine().getErr());
        }
        if (all.size() > 1 && !json) {
            view.missing(total.unmapped(), mapping.codesFile());
            spec.commandLine().getOut().println();
            spec.commandLine().getOut().println(all.size() + " files: " + total.summary());
        }
        spec.commandLine().getOut().flush();
        return refused || total.isFinding() ? 1 : 0;
    }

    private void show(TryView view, Path file, boolean isOneOfMany, TryResult result, CarrierMapping mapping)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            PrintWriter err = spec.commandLine().getErr();
            result.unmapped()
                    .forEach(code -> err.println("unmapped: add to " + mapping.codesFile() + ": " + code.row()));
            result.problems().forEach(problem -> err.println(Shown.of(problem).text(Ansi.OFF)));
        } else if (isOneOfMany) {
            out.println(file + ": " + result.summary());
            result.problems()
                    .forEach(problem -> out.println(Shown.of("  " + problem).text(Ansi.OFF)));
        } else {
            view.print(PayloadLines.of(file), result, mapping.codesFile());
        }
    }

    private void printJson(TrackingEvent event, CarrierMapping mapping) {
        var line = SampleLines.line(event);
        if (explain) {
            ObjectNode lines = line.putObject("explain")
                    .put("mapping", event.origin().mapping())
                    .put("code_row", event.origin().codeRow())
                    .putObject("lines");
            mapping.explain(event).forEach(field -> lines.put(field.field(), field.line()));
        }
        spec.commandLine().getOut().println(Json.text(line));
    }

    private Ansi ansi() {
        if (color != null) {
            return color ? Ansi.ON : Ansi.OFF;
        }
        return spec.commandLine().getColorScheme().ansi();
    }

    /** The launcher tells the width of its terminal, which Java cannot ask. */
    private int width() {
        if (width != null) {
            return Math.max(40, width);
        }
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("\\d{2,4}") ? Math.max(40, Integer.parseInt(columns)) : 80;
    }
}
