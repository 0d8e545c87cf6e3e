package io.caravanserai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks or tells the running hub by its management port. */
abstract class AdminCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * @param out where the user reads what came of it
     */
    abstract void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        run(new AdminClient(config.settings()), spec.commandLine().getOut());
        return 0;
    }
}
