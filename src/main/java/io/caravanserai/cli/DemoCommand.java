package io.caravanserai.cli;

import io.caravanserai.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the hub with demo carriers and a demo customer around it. */
@Command(
        name = "demo",
        description =
                "Run the hub with demo carriers and a demo customer; tells each step of a shipment, then stays up.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--once", description = "End after the story instead of staying up.")
    private boolean once;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Demo demo = Demo.on(
                config.settings(),
                spec.commandLine().getOut(),
                spec.commandLine().getColorScheme().ansi());
        try {
            demo.play();
        } catch (Exception e) {
            demo.close();
            throw e;
        }
        if (once) {
            demo.close();
        } else {
            RunCommand.waitForStop(demo);
        }
        return 0;
    }
}
