package io.caravanserai.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code ./hub label}: works on label documents, without a running hub. */
@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        description = "Makes labels of a request, and converts label documents.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LabelMakeCommand.class, LabelConvertCommand.class})
final class LabelCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: ./hub label make REQUEST.json, or ./hub label convert IN OUT");
    }
}
