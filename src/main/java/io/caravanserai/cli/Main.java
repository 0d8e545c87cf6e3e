package io.caravanserai.cli;

import io.caravanserai.demo.DemoFailure;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.runtime.StartFailure;
import io.caravanserai.secret.SecretMask;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
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
            BenchCommand.class
        },
        footer = {"", "Every command has --help. Start with: ./hub demo"})
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line with its error handling; tests call it as users do. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof StartFailure
                            || failure instanceof DemoFailure
                            || failure instanceof MappingException
                            || failure instanceof IllegalArgumentException) {
                        String words = SecretMask.ofProcess().mask(String.valueOf(failure.getMessage()));
                        command.getErr().println(command.getColorScheme().errorText(words));
                        return 1;
                    }
                    throw failure;
                });
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
