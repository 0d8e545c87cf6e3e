package io.caravanserai.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code ./hub label}: works on label documents, without a running hub, and shows the queues of a running one. */
@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        description = "Makes labels of a request, converts label documents, and shows what waits to be labelled.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LabelMakeCommand.class, LabelConvertCommand.class, LabelQueueCommand.class})
final class LabelCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: ./hub label make REQUEST.json, ./hub label convert IN OUT, or ./hub label queue");
    }
}
