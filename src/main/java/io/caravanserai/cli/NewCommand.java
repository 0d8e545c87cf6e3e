package io.caravanserai.cli;

import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.Suggest;
import io.caravanserai.scaffold.Intake;
import io.caravanserai.scaffold.Made;
import io.caravanserai.scaffold.NewCarrier;
import io.caravanserai.scaffold.NewCustomer;
import io.caravanserai.scaffold.PayloadKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./hub new}: the files of a new carrier or customer. */
@Command(
        name = "new",
        description = "Write the files of a new carrier or customer, ready to try.",
        mixinStandardHelpOptions = true,
        subcommands = {NewCommand.Carrier.class, NewCommand.Customer.class})
final class NewCommand {

    /** Writes files and says which, and what comes next. */
    abstract static class Writing implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        /**
         * @throws IllegalArgumentException in the user's words when it cannot be made
         */
        abstract Made make(Settings settings) throws IOException, MappingException;

        abstract void tell(Made made, PrintWriter out);

        @Override
        public final Integer call() throws IOException, MappingException {
            Made made;
            try {
                made = make(config.settings());
            } catch (IllegalArgumentException e) {
                spec.commandLine()
                        .getErr()
                        .println(spec.commandLine().getColorScheme().errorText(String.valueOf(e.getMessage())));
                return 2;
            }
            PrintWriter out = spec.commandLine().getOut();
            made.files().forEach(file -> out.println("made " + file));
            out.println();
            tell(made, out);
            out.flush();
            return 0;
        }
    }

    @Command(
            name = "carrier",
            description = {
                "Write route, mapping, code table and a sample of a new carrier. They work at once.",
                "With --sample the mapping is a proposal made from a file of the carrier, to be read line by line, and the"
                        + " code table lists the codes found in it, to be filled in."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  ./hub new carrier acme --by webhook --format json",
                "  ./hub new carrier acme --by webhook --format json --sample payload.json",
                "  ./hub new carrier nordic_trucks --by sftp --format csv --sample scans.csv",
                "  ./hub new carrier big_ltl --by sftp --format x12-214",
                "  ./hub new carrier small_vans --by mailbox --format csv"
            })
    static final class Carrier extends Writing {
        @Parameters(paramLabel = "NAME", description = "Lower-case words joined by _, as in acme_freight.")
        private String name = "";

        @Option(
                names = "--by",
                required = true,
                paramLabel = "HOW",
                description = "How its data comes in: ${COMPLETION-CANDIDATES}.")
        private Intake by = Intake.WEBHOOK;

        @Option(
                names = "--format",
                required = true,
                paramLabel = "FORMAT",
                converter = Kinds.class,
                completionCandidates = Kinds.class,
                description = "What it sends: ${COMPLETION-CANDIDATES}.")
        private PayloadKind format = PayloadKind.JSON;

        @Option(
                names = "--sample",
                paramLabel = "FILE",
                description = "A payload as the carrier sent it, to learn from.")
        private @Nullable Path sample;

        @Override
        void tell(Made made, PrintWriter out) {
            if (sample != null) {
                out.println(
                        "The sample gives " + made.events() + (made.events() == 1 ? " event" : " events") + " and has "
                                + made.codes() + (made.codes() == 1 ? " code" : " codes")
                                + " to fill in. The mapping is a guess: read it line by line.");
                out.println("A sample becomes part of the project: replace names and numbers of people in it.");
            }
            out.println("Next:");
            out.println("  ./hub try " + name + " " + made.sample());
            if (sample != null) {
                out.println(
                        "  edit " + made.files().get(2) + " and " + made.files().get(1) + " until it is right");
                out.println("  ./hub try " + name + " " + made.sample() + " --accept");
            }
            out.println("  ./hub check");
        }

        @Override
        Made make(Settings settings) throws IOException, MappingException {
            return new NewCarrier(name, by, format, sample)
                    .writeTo(
                            Path.of(settings.get(HubProperty.ROUTES_DIR)),
                            Path.of(settings.get(HubProperty.MAPPINGS_DIR)));
        }
    }

    @Command(
            name = "customer",
            description = "Write the route that sends a new customer files by sFTP.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub new customer blue_shop --format edifact-iftsta")
    static final class Customer extends Writing {
        @Parameters(paramLabel = "NAME", description = "Lower-case words joined by _, as in blue_shop.")
        private String name = "";

        @Option(
                names = "--format",
                required = true,
                paramLabel = "FORMAT",
                description = "What it is sent: ${COMPLETION-CANDIDATES}.")
        private NewCustomer.Format format = NewCustomer.Format.CSV;

        @Override
        Made make(Settings settings) throws IOException {
            return new NewCustomer(name, format).writeTo(Path.of(settings.get(HubProperty.ROUTES_DIR)));
        }

        @Override
        void tell(Made made, PrintWriter out) {
            String prefix = "CUSTOMER_" + name.toUpperCase(Locale.ROOT);
            out.println("Next:");
            out.println("  ./hub account add \"" + name + "\"        makes the account number");
            out.println("  set " + prefix + "_ENABLED=true, " + prefix + "_ACCOUNT and " + prefix + "_SFTP_HOST");
            out.println("  ./hub check --online");
        }
    }

    /** Formats by their names, with the nearest one for a mistyped word. */
    static final class Kinds implements ITypeConverter<PayloadKind>, Iterable<String> {
        @Override
        public PayloadKind convert(String name) {
            return PayloadKind.named(name)
                    .orElseThrow(() -> new TypeConversionException(
                            "there is no format '" + name + "'" + Suggest.hint(name, PayloadKind.names())));
        }

        @Override
        public Iterator<String> iterator() {
            return PayloadKind.names().iterator();
        }
    }
}
