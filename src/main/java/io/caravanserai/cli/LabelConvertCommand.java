package io.caravanserai.cli;

import io.caravanserai.label.convert.Conversion;
import io.caravanserai.label.convert.ConversionException;
import io.caravanserai.label.convert.Converted;
import io.caravanserai.label.convert.DocumentFormat;
import io.caravanserai.label.convert.LabelConverter;
import io.caravanserai.label.convert.PageSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./hub label convert}: converts a label from one format to another. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "Converts labels: PDF, PNG, JPG, GIF or ZPL to PDF, PNG, JPG or ZPL.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:converted, nothing to remark",
            "1:converted with warnings, or not convertible",
            "2:wrong usage, missing file"
        },
        footerHeading = "%nExample:%n",
        footer = "  ./hub label convert label.pdf label.zpl --dpi 203 --size 4x6")
final class LabelConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "IN", index = "0", description = "Label to convert, - for standard input.")
    private String in = "";

    @Parameters(
            paramLabel = "OUT",
            index = "1",
            description = "File to write; several labels as PNG or JPG become OUT-1, OUT-2 and so on.")
    private Path out = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "FORMAT",
            description = "Format of IN: ${COMPLETION-CANDIDATES}; unless told, seen by its first bytes.")
    private @Nullable DocumentFormat from;

    @Option(names = "--to", paramLabel = "FORMAT", description = "Format of OUT; unless told, by its name.")
    private @Nullable DocumentFormat to;

    @Option(
            names = "--dpi",
            paramLabel = "N",
            defaultValue = "203",
            description = "Dots per inch of the printer, 203 or 300; default ${DEFAULT-VALUE}.")
    private int dpi;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "Size of the label: 4x6 (inches), 100x150mm, A6; unless told, as it is.")
    private @Nullable String size;

    @Option(names = "--crop", description = "Look for the label on a larger page, such as A4; size 4x6 unless told.")
    private boolean crop;

    @Override
    public Integer call() throws IOException {
        Optional<DocumentFormat> target =
                to != null ? Optional.of(to) : DocumentFormat.ofName(String.valueOf(out.getFileName()));
        if (target.isEmpty()) {
            return refuse(
                    2, "the name " + out + " does not tell a format: end it with pdf, png, jpg or zpl, or say --to");
        }
        boolean standardInput = in.equals("-");
        if (!standardInput && !Files.isRegularFile(Path.of(in))) {
            return refuse(2, "no such file: " + in);
        }
        Conversion wanted;
        try {
            wanted = new Conversion(from, target.get(), dpi, size == null ? null : PageSize.of(size), crop);
        } catch (IllegalArgumentException e) {
            return refuse(2, String.valueOf(e.getMessage()));
        }
        byte[] document = standardInput ? System.in.readAllBytes() : Files.readAllBytes(Path.of(in));
        try {
            return write(LabelConverter.convert(document, wanted));
        } catch (ConversionException e) {
            return refuse(1, in + ": " + e.getMessage());
        }
    }

    private int write(Converted converted) throws IOException {
        PrintWriter told = spec.commandLine().getOut();
        NumberedFiles.write(out, converted.documents(), told);
        converted.warnings().forEach(warning -> told.println(warning.code() + ": " + warning.text()));
        told.flush();
        return converted.warnings().isEmpty() ? 0 : 1;
    }

    private int refuse(int exit, String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(why);
        err.flush();
        return exit;
    }
}
