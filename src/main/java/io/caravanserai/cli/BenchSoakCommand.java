package io.caravanserai.cli;

import io.caravanserai.bench.SoakBench;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the hub bears what goes wrong, for as long as one likes. */
@Command(
        name = "soak",
        description =
                "A steady load on one hub, or on three with brokers and a database, while parts of them are killed,"
                        + " paused, cut off or run out of disk at random; a line for each with the time to recover,"
                        + " and whether all that was accepted has been stored and told.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ./hub bench soak --minutes 10")
final class BenchSoakCommand implements Callable<Integer> {
    @Option(names = "--minutes", defaultValue = "10", description = "How long faults go on, 10 unless told.")
    private int minutes;

    @Option(names = "--cluster", description = "Three hubs, three Kafka brokers and PostgreSQL, a process each.")
    private boolean cluster;

    @Option(names = "--rate", defaultValue = "50", description = "Events that carriers send a second, 50 unless told.")
    private int rate;

    @Option(names = "--seed", description = "Of an earlier run, to have the same faults in the same order.")
    private @Nullable Long seed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        long told = Objects.requireNonNullElseGet(seed, () -> new Random().nextLong());
        return new SoakBench(spec.commandLine().getOut(), Duration.ofMinutes(minutes), rate, told).run(cluster) ? 0 : 1;
    }
}
