package io.caravanserai.cli;

import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.ediview.EdiView;
import io.caravanserai.ediview.JsonLayout;
import io.caravanserai.ediview.Layout;
import io.caravanserai.ediview.Printout;
import io.caravanserai.ediview.RawLayout;
import io.caravanserai.ediview.Style;
import io.caravanserai.ediview.WordsLayout;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.MappingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./hub edi}: shows X12 and EDIFACT files in words, without a running hub. */
@Command(
        name = "edi",
        mixinStandardHelpOptions = true,
        description = "Shows X12 and EDIFACT files in words: segments, elements and codes named, faults marked.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing wrong",
            "1:something is wrong with an interchange",
            "2:wrong usage, missing file, not EDI"
        },
        footerHeading = "%nExample:%n",
        footer = "  ./hub edi edi-mappings/bring/samples/delivered.edi")
final class EdiCommand implements Callable<Integer> {
    private static final int HEAD = 512;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to show, - for standard input.")
    private List<String> files = List.of();

    @Option(names = "--json", description = "One JSON object a line for each segment.")
    private boolean json;

    @Option(names = "--raw", description = "One segment a line, as it was sent.")
    private boolean raw;

    @Option(names = "--errors", description = "Only what is wrong.")
    private boolean onlyErrors;

    @Option(names = "--message", paramLabel = "N", description = "Only this message, by its number or control number.")
    private @Nullable String message;

    @Option(names = "--color", negatable = true, description = "Colour, or none; unless told, on a terminal only.")
    private @Nullable Boolean colour;

    @Option(
            names = "--width",
            paramLabel = "N",
            description = "Wrap faults at this column, 0 for never; unless told, at the width of a terminal.")
    private @Nullable Integer width;

    @Option(
            names = "--mappings-dir",
            paramLabel = "DIR",
            description = "Folder of mappings; default HUB_MAPPINGS_DIR or edi-mappings.")
    private @Nullable Path mappingsDir;

    @Override
    public Integer call() throws IOException {
        EdiView view;
        try {
            view = new EdiView(
                    mappingsDir != null
                            ? mappingsDir
                            : Path.of(Settings.of((Path) null).get(HubProperty.MAPPINGS_DIR)));
        } catch (MappingException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
        Layout layout = layout(new Printout(spec.commandLine().getOut(), System.out::checkError));
        int exit = 0;
        try {
            for (String file : files) {
                exit = Math.max(exit, show(view, file, layout));
            }
        } catch (Printout.Closed e) {
            return exit;
        }
        return exit;
    }

    private Layout layout(Printout out) {
        if (json) {
            return new JsonLayout(out, onlyErrors);
        }
        if (raw) {
            return new RawLayout(out, onlyErrors);
        }
        boolean terminal = spec.commandLine().getColorScheme().ansi().enabled();
        boolean coloured = colour != null ? colour : terminal;
        String charset = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        boolean symbols = (charset == null ? Charset.defaultCharset() : Charset.forName(charset))
                .newEncoder()
                .canEncode('✓');
        return new WordsLayout(out, new Style(coloured, symbols, columns(terminal)), onlyErrors);
    }

    private int columns(boolean terminal) {
        if (width != null) {
            return width;
        }
        return terminal ? spec.usageMessage().autoWidth(true).width() : 0;
    }

    private int show(EdiView view, String file, Layout layout) throws IOException {
        boolean standardInput = file.equals("-");
        if (!standardInput && !Files.isRegularFile(Path.of(file))) {
            return refuse("no such file: " + file);
        }
        try (BufferedInputStream in =
                new BufferedInputStream(standardInput ? System.in : Files.newInputStream(Path.of(file)))) {
            in.mark(HEAD + 1);
            byte[] head = in.readNBytes(HEAD);
            in.reset();
            Optional<Layout.Tally> tally = view.show(
                    in, layout, m -> message == null || message.equals(m.control()) || message.equals("" + m.number()));
            if (tally.isEmpty()) {
                return refuse(file + notEdi(head));
            }
            return tally.get().faults() == 0 ? 0 : 1;
        }
    }

    private static String notEdi(byte[] head) {
        if (head.length == 0) {
            return " is empty; ask the sender for the file again";
        }
        Format format = Format.detect(head);
        String what = format == Format.JSON || format == Format.XML ? " is " + format : " is neither X12 nor EDIFACT";
        return what + ": no ISA, UNA or UNB with its elements was found; ./hub try CARRIER FILE reads other formats";
    }

    private int refuse(String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(why);
        err.flush();
        return 2;
    }
}
