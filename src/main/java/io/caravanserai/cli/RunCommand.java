package io.caravanserai.cli;

import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.logging.LineEncoder;
import io.caravanserai.logging.LogFormat;
import io.caravanserai.runtime.Hub;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the hub until it is told to stop. */
@Command(
        name = "run",
        description = "Run the hub until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  ./hub run --config config/hub.properties",
            "",
            "Ready when GET http://127.0.0.1:8081/health/ready answers 200."
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = config.settings();
        LineEncoder.use(LogFormat.of(settings.get(HubProperty.LOG_FORMAT)), settings.get(HubProperty.NODE));
        Hub hub = Hub.start(settings);
        hub.banner().forEach(out::println);
        out.flush();
        waitForStop(hub);
        return 0;
    }

    /** Waits for SIGTERM or Ctrl-C, then closes the hub and ends the JVM. */
    static void waitForStop(AutoCloseable... parts) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parts), "hub-stop"));
        new CountDownLatch(1).await();
    }

    private static void stop(AutoCloseable... parts) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn(
                        "a part of the hub did not stop cleanly part={}",
                        part.getClass().getSimpleName(),
                        e);
            }
        }
        // a drained stop is a success; once its last hook returns, the JVM exits with the number of the signal
        Runtime.getRuntime().halt(0);
    }
}
