package io.caravanserai.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** Entry point of {@code ./hub}. Exit codes: 0 good, 1 a finding or a failure, 2 wrong usage. */
@Command(
        name = "hub",
        description = "Caravanserai: carrier events in, one clean stream out.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            StatusCommand.class,
            AttentionCommand.class,
            CheckCommand.class,
            NewCommand.class,
            TryCommand.class,
            ReplayCommand.class,
            EdiCommand.class,
            LabelCommand.class,
            ShipmentCommand.class,
            PartnerCommand.class,
            RouteCommand.class,
            AccountCommand.class,
            SourceCommand.class,
            MailboxCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            EraseCommand.class,
            BenchCommand.class,
            CompletionCommand.class
        },
        footer = {"", "Every command has --help. Start with: ./hub demo"})
public final class Main implements Runnable {
    private static final Map<String, String> EXIT_CODES =
            new TreeMap<>(Map.of("0", "good", "1", "a finding, a failure, or no hub answers", "2", "wrong usage"));

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    public static void main(String[] args) {
        // what libraries tell the JDK's own log is told like all else: on one line, without secrets
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(commandLine().execute(args));
    }

    /** The command line with its error handling; tests call it as users do. */
    static CommandLine commandLine() {
        CommandLine hub = new CommandLine(new Main());
        tellExitCodes(hub);
        return hub.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    Optional<String> words = Failures.words(failure);
                    if (words.isEmpty()) {
                        throw failure;
                    }
                    command.getErr().println(command.getColorScheme().errorText(words.get()));
                    return 1;
                });
    }

    /** The help of every command has them; some say more about theirs. */
    private static void tellExitCodes(CommandLine command) {
        UsageMessageSpec help = command.getCommandSpec().usageMessage();
        if (help.exitCodeList().isEmpty()) {
            help.exitCodeListHeading("%nExit codes:%n");
            help.exitCodeList(EXIT_CODES);
        }
        command.getSubcommands().values().forEach(Main::tellExitCodes);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: a command is missing.");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Caravanserai hub " + (version == null ? "(development)" : version)};
        }
    }
}
