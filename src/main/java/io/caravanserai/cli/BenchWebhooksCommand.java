package io.caravanserai.cli;

import io.caravanserai.bench.WebhookBench;
import io.caravanserai.config.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What it costs to tell customers. */
@Command(
        name = "webhooks",
        description =
                "Signed calls beside a client that only signs, durable relay beside commits of single rows, and what an"
                        + " endpoint that hangs takes from the others.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ./hub bench webhooks --seconds 20")
final class BenchWebhooksCommand extends BenchCommand.Configured {
    @Option(names = "--seconds", defaultValue = "20", description = "Length of each measure, 20 unless told.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "30", description = "Seconds of load before each, 30 unless told.")
    private int warmUp;

    @Override
    boolean run(Settings settings, PrintWriter out) throws Exception {
        return new WebhookBench(out, settings, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp)).run();
    }
}
