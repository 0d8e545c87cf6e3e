package io.caravanserai.cli;

import io.caravanserai.bench.EdiBench;
import io.caravanserai.bench.IntakeBench;
import io.caravanserai.bench.MappingBench;
import io.caravanserai.bench.TrackBench;
import io.caravanserai.config.HubProperty;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import io.caravanserai.harmonize.MappingLibrary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Benchmarks that anybody can repeat. */
@Command(
        name = "bench",
        description = "Measure the hub on this machine; each figure stands beside its limit from the same run.",
        mixinStandardHelpOptions = true,
        subcommands = {
            BenchCommand.Intake.class,
            BenchCommand.Edi.class,
            BenchCommand.Mapping.class,
            BenchCommand.Track.class,
            BenchLabelsCommand.class,
            BenchSftpCommand.class,
            BenchSoakCommand.class,
            BenchWebhooksCommand.class
        })
final class BenchCommand {

    /** A benchmark of the hub as it is configured, told on standard output. */
    abstract static class Configured implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        /** Whether the aim was reached. */
        abstract boolean run(Settings settings, PrintWriter out) throws Exception;

        @Override
        public final Integer call() throws Exception {
            return run(config.settings(), spec.commandLine().getOut()) ? 0 : 1;
        }
    }

    @Command(
            name = "edi",
            description = "EDI read and mapped to events, MB a second beside StAEDI's reader, and the memory it takes.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub bench edi --megabytes 10 --no-memory")
    static final class Edi implements Callable<Integer> {
        @Option(names = "--megabytes", defaultValue = "50", description = "Size of each file, 50 unless told.")
        private int megabytes;

        @Option(names = "--no-memory", description = "Leave out the memory of files up to 1 GB.")
        private boolean noMemory;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            Path mappings = Path.of(System.getProperty("hub.home", "."), "edi-mappings");
            return new EdiBench(spec.commandLine().getOut(), mappings).run(megabytes, !noMemory) ? 0 : 1;
        }
    }

    @Command(
            name = "intake",
            description = "Accepted carrier webhooks a second beside an echo route, and events a second to the store.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub bench intake --seconds 20 --flush os")
    static final class Intake extends Configured {
        @Option(names = "--seconds", defaultValue = "20", description = "Length of each measure, 20 unless told.")
        private int seconds;

        @Option(
                names = "--flush",
                defaultValue = "OS,ALWAYS",
                split = ",",
                description = "Values of hub.kafka.flush to measure, os, always or both; both unless told.")
        private Set<KafkaSettings.Flush> flushes = EnumSet.allOf(KafkaSettings.Flush.class);

        @Override
        boolean run(Settings settings, PrintWriter out) throws Exception {
            Map<KafkaSettings.Flush, Double> aims = new EnumMap<>(KafkaSettings.Flush.class);
            flushes.forEach(mode -> aims.put(mode, mode == KafkaSettings.Flush.OS ? 0.4 : 0.15));
            return new IntakeBench(out, settings, Duration.ofSeconds(seconds)).run(aims);
        }
    }

    @Command(
            name = "mapping",
            description = "What mapping an answer of 20 events costs beside Jackson's parsing of it.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub bench mapping --seconds 10")
    static final class Mapping extends Configured {
        @Option(names = "--seconds", defaultValue = "10", description = "Length of the measure, 10 unless told.")
        private int seconds;

        @Override
        boolean run(Settings settings, PrintWriter out) throws Exception {
            Path folder = Path.of(settings.get(HubProperty.MAPPINGS_DIR));
            return new MappingBench(out, Duration.ofSeconds(seconds), MappingLibrary.load(folder)).run();
        }
    }

    @Command(
            name = "track",
            description = "Tracker payloads a second, acknowledged after a durable write, as stored sessions grow.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub bench track --seconds 20")
    static final class Track extends Configured {
        @Option(names = "--seconds", defaultValue = "20", description = "Length of each measure, 20 unless told.")
        private int seconds;

        @Option(
                names = "--sessions",
                defaultValue = "10000,100000,1000000",
                split = ",",
                description = "Stored sessions to measure with; 10,000, 100,000 and 1,000,000 unless told.")
        private List<Long> sessions = List.of();

        @Override
        boolean run(Settings settings, PrintWriter out) throws Exception {
            return new TrackBench(out, settings, Duration.ofSeconds(seconds)).run(sessions);
        }
    }
}
