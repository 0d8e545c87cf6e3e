package io.caravanserai.cli;

import ch.qos.logback.classic.Level;
import io.caravanserai.demo.Demo;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ./hub demo --once")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--once", description = "End after the story instead of staying up.")
    private boolean once;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        // the story tells what the log would, and in a terminal both would mix
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root
                && root.getLevel() == Level.INFO) {
            root.setLevel(Level.WARN);
        }
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
            demo.say("Ctrl-C stops it.");
            RunCommand.waitForStop(demo);
        }
        return 0;
    }
}
