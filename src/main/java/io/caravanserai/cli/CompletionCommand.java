package io.caravanserai.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./hub completion}: the script by which a shell completes what is typed after {@code ./hub}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Print a script that completes commands, options and values; source it in the file that your shell reads at its start.",
            "It knows the carriers of the folder in which it is made."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./hub completion bash > ~/.hub-completion && echo '. ~/.hub-completion' >> ~/.bashrc",
            "  ./hub completion zsh > ~/.hub-completion && echo '. ~/.hub-completion' >> ~/.zshrc"
        })
final class CompletionCommand implements Runnable {
    /** One script serves both: in zsh it first turns on what understands completions of bash. */
    private enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("# What " + shell + " offers after ./hub; made by: ./hub completion " + shell);
        out.print(AutoComplete.bash("hub", spec.root().commandLine()));
        out.flush();
    }
}
