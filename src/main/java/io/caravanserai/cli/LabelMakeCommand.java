package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.config.HubConfig;
import io.caravanserai.event.Json;
import io.caravanserai.fx.ExchangeRates;
import io.caravanserai.fx.StaleRatesException;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.own.LabelPreview;
import io.caravanserai.label.own.LabelTemplates;
import io.caravanserai.label.own.OwnLabels;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.label.render.LabelRenderer;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.template.LabelException;
import io.caravanserai.label.text.FontChain;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.shipment.RequestPreview;
import io.caravanserai.shipment.prepare.Preparation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./hub label make}: the labels that the hub would make of a request. */
@Command(
        name = "make",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the labels of a body of POST /shipments, one file for each parcel, without a running hub.",
            "Their numbers are for tests, and they are marked as such."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:made", "1:the request or the template cannot be used", "2:wrong usage, missing file"},
        footerHeading = "%nExample:%n",
        footer = "  ./hub label make docs/examples/shipment.json --format png --output target/preview.png")
final class LabelMakeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "REQUEST.json", description = "Body of POST /shipments, - for standard input.")
    private String request = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "pdf, png, jpg, zpl200 or zpl300; unless told, as the request wants it, else pdf.")
    private @Nullable String format;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "A4, 4x6, 4x7 or 4x8; unless told, as the request wants it, else 4x6.")
    private @Nullable String size;

    @Option(names = "--output", paramLabel = "FILE", description = "File to write; unless told, label.FORMAT.")
    private @Nullable Path output;

    @Option(
            names = "--template",
            paramLabel = "NAME",
            description = "Template in edi-mappings/labels; unless told, that of the service, else gs1.")
    private @Nullable String template;

    @Override
    public Integer call() throws IOException {
        boolean standardInput = request.equals("-");
        if (!standardInput && !Files.isRegularFile(Path.of(request))) {
            return refuse(2, "no such file: " + request);
        }
        HubConfig hub = HubConfig.from(config.settings());
        byte[] body = standardInput ? System.in.readAllBytes() : Files.readAllBytes(Path.of(request));
        try {
            JsonNode checked = checked(hub, body);
            LabelFormat drawn = format(checked);
            List<byte[]> labels = preview(hub).draw(checked, Optional.ofNullable(template), drawn, size(checked));
            PrintWriter told = spec.commandLine().getOut();
            NumberedFiles.write(output != null ? output : Path.of("label." + extension(drawn)), labels, told);
            told.flush();
            return 0;
        } catch (HttpProblem e) {
            return refuse(1, faults(e));
        } catch (LabelException | MappingException | StaleRatesException e) {
            return refuse(1, String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode checked(HubConfig hub, byte[] body) throws MappingException {
        MappingLibrary library = MappingLibrary.load(hub.mappingsDir());
        Clock clock = Clock.systemUTC();
        Preparation preparation =
                new Preparation(library::addresses, ExchangeRates.open(hub.dataDir(), hub.fxMaxAge(), clock));
        return new RequestPreview(
                        preparation,
                        carrier -> carrier.equals("in_house")
                                || library.carrier(carrier).isPresent())
                .read(body);
    }

    private static LabelPreview preview(HubConfig hub) throws MappingException {
        LabelTemplates templates = new LabelTemplates(hub.mappingsDir());
        for (Path file : templates.files()) {
            templates.reload(file);
        }
        LabelComposer composer =
                new LabelComposer(new FontChain(hub.labelFontsDir().orElse(null)));
        return new LabelPreview(templates, new OwnLabels(templates, composer, new LabelRenderer()));
    }

    private LabelFormat format(JsonNode checked) {
        String asked =
                format != null ? format : checked.at("/label_request/format").asText("pdf");
        return switch (asked) {
            case "jpeg" -> LabelFormat.JPG;
            case "zpl" -> LabelFormat.ZPL200;
            default -> LabelFormat.of(asked).orElseThrow(() -> unknown("format", asked, LabelFormat.CODES));
        };
    }

    private LabelSize size(JsonNode checked) {
        String asked = size != null ? size : checked.at("/label_request/size").asText("4x6");
        return LabelSize.of(asked).orElseThrow(() -> unknown("size", asked, LabelSize.CODES));
    }

    private ParameterException unknown(String what, String asked, List<String> known) {
        return new ParameterException(
                spec.commandLine(), "no " + what + " '" + asked + "' of labels: " + String.join(", ", known));
    }

    private static String extension(LabelFormat format) {
        return format.code().startsWith("zpl") ? "zpl" : format.code();
    }

    /** A line for each field, as {@code POST /shipments} would name them. */
    private String faults(HttpProblem problem) {
        JsonNode detail = Json.read(problem.answer().body(), JsonNode.class).path("detail");
        if (!detail.isArray()) {
            return request + ": " + detail.asText();
        }
        StringBuilder lines = new StringBuilder();
        for (JsonNode fault : detail) {
            lines.append(lines.isEmpty() ? "" : System.lineSeparator())
                    .append(request)
                    .append(": ")
                    .append(fault.path("path").asText())
                    .append(": ")
                    .append(fault.path("msg").asText());
        }
        return lines.toString();
    }

    private int refuse(int exit, String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(why);
        err.flush();
        return exit;
    }
}
