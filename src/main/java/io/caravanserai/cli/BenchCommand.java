package io.caravanserai.cli;

import io.caravanserai.bench.IntakeBench;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Benchmarks that anybody can repeat. */
@Command(
        name = "bench",
        description = "Measure the hub on this machine; each figure stands beside its limit from the same run.",
        mixinStandardHelpOptions = true,
        subcommands = BenchCommand.Intake.class)
final class BenchCommand {

    @Command(
            name = "intake",
            description = "Accepted carrier webhooks a second beside an echo route, and events a second to the store.",
            mixinStandardHelpOptions = true)
    static final class Intake implements Callable<Integer> {
        @Option(names = "--seconds", defaultValue = "20", description = "Length of each measure, 20 unless told.")
        private int seconds;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            return new IntakeBench(spec.commandLine().getOut(), Duration.ofSeconds(seconds)).run() ? 0 : 1;
        }
    }
}
