package io.caravanserai.cli;

import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks or tells the running hub by its management port. */
abstract class AdminCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--json",
            description = "Print what the hub answered as one line of JSON instead of words, for scripts.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * @param out where the user reads what came of it
     */
    abstract void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException;

    /** Whether JSON is wanted, for a command that {@link #answersTimeAndAgain}. */
    final boolean isJson() {
        return json;
    }

    /** Whether the command prints JSON itself, since it has more than one answer. */
    boolean answersTimeAndAgain() {
        return false;
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        AdminClient hub = new AdminClient(config.settings());
        PrintWriter out = spec.commandLine().getOut();
        boolean forIt = json && !answersTimeAndAgain();
        run(hub, forIt ? new PrintWriter(Writer.nullWriter()) : out);
        if (forIt) {
            out.println(Json.text(hub.answered()));
        }
        out.flush();
        return 0;
    }
}
