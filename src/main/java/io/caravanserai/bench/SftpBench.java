package io.caravanserai.bench;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.runtime.Hub;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Files taken from an OpenSSH server and durable on Kafka, beside what OpenSSH's own client needs to fetch the same
 * files in the same run.
 */
public final class SftpBench {
    private static final List<String> STAGES = List.of("harmonize", "post-tracking", "deliver");
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 4;
    private static final String ROW = "%09d,%s,2026-11-20T%02d:%02d:%02d+01:00\n";
    private static final List<String> CODES = List.of("DELIVERED", "IN_TRANSIT", "OUT_FOR_DELIVERY", "EXCEPTION");
    private static final String HEADER = "number,code,time\n";

    private final PrintWriter out;
    private final Settings settings;

    /** @param settings of the measured hub, but for its ports and its data folder */
    public SftpBench(PrintWriter out, Settings settings) {
        this.out = out;
        this.settings = settings;
    }

    /** What is compared: seconds in sum of all measured rounds. */
    private record Measured(double client, double hub) {
        Measured plus(Measured other) {
            return new Measured(client + other.client, hub + other.hub);
        }

        double ratio() {
            return client / hub;
        }
    }

    /**
     * Returns whether every aim was met.
     *
     * @param files how many small files
     * @param fileBytes size of each
     * @param bigMegabytes size of the one large file
     */
    public boolean run(int files, int fileBytes, int bigMegabytes) throws Exception {
        out.println(Machine.describe());
        if (!OpenSsh.isInstalled()) {
            out.println("nothing was measured: install OpenSSH's server and client (openssh-server, openssh-client)");
            return false;
        }
        Path folder = Files.createTempDirectory("hub-bench");
        try (OpenSsh ssh = OpenSsh.start(folder)) {
            return measure(ssh, folder, files, fileBytes, bigMegabytes);
        } finally {
            Folder.delete(folder);
        }
    }

    private boolean measure(OpenSsh ssh, Path folder, int files, int fileBytes, int bigMegabytes) throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Settings own = settings.with(OwnFolder.settings(data)).with(carrier(ssh));
        try (Hub hub = Hub.start(own);
                Database database = Database.open(HubConfig.from(own).store(), data)) {
            hub.addRoutes("bench/sftp.camel.yaml");
            for (String stage : STAGES) {
                hub.route(stage, false);
            }
            out.printf("%-44s %10s %10s %8s%n", "seconds, login included", "sftp get", "hub", "ratio");
            Run run = new Run(ssh, hub, database, folder);
            boolean met =
                    line(files + " files of " + fileBytes + " bytes, kept", run.rounds("kept", files, fileBytes), 0.9);
            met &= line(files + " files of " + fileBytes + " bytes, moved", run.rounds("moved", files, fileBytes), 0.6);
            Measured big = run.rounds("kept", 1, bigMegabytes * 1_000_000L);
            return line("one file of " + bigMegabytes + " MB, kept", big, 0.6) && met;
        }
    }

    private static Map<String, String> carrier(OpenSsh ssh) {
        return Map.of(
                "carrier.bench.sftp.port",
                String.valueOf(ssh.port()),
                "carrier.bench.sftp.username",
                OpenSsh.user(),
                "carrier.bench.sftp.private-key-file",
                ssh.key().toString(),
                "carrier.bench.sftp.known-hosts",
                ssh.knownHosts().toString());
    }

    private boolean line(String name, Measured measured, double aim) {
        boolean met = measured.ratio() >= aim;
        out.printf(
                "%-44s %10.2f %10.2f %8.2f (aim %.1f: %s)%n",
                name, measured.client(), measured.hub(), measured.ratio(), aim, met ? "met" : "MISSED");
        out.flush();
        return met;
    }

    /** Client and hub take turns on the same files, so that what else the machine does meets both. */
    private record Run(OpenSsh ssh, Hub hub, Database database, Path folder) {
        Measured rounds(String way, int files, long bytes) throws Exception {
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                round(way, files, bytes);
            }
            Measured sum = new Measured(0, 0);
            for (int round = 0; round < ROUNDS; round++) {
                sum = sum.plus(round(way, files, bytes));
            }
            return sum;
        }

        Measured round(String way, int files, long bytes) throws Exception {
            Path outbox = Files.createDirectories(folder.resolve(way));
            String name = Long.toString(System.nanoTime(), 36);
            for (int i = 0; i < files; i++) {
                write(outbox.resolve(name + "-" + i + ".csv"), bytes);
            }
            Duration client = ssh.get(way + "/" + name + "-*.csv");
            long before = taken();
            long start = System.nanoTime();
            hub.route("bench-sftp-" + way, true);
            while (way.equals("kept") ? taken() < before + files : count(outbox) > 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            long end = System.nanoTime();
            hub.route("bench-sftp-" + way, false);
            Folder.delete(outbox);
            return new Measured(client.toNanos() / 1e9, (end - start) / 1e9);
        }

        private long taken() {
            return database.read(connection -> Sql.number(connection, "SELECT COUNT(*) FROM intake_file"));
        }

        private static long count(Path outbox) throws IOException {
            try (Stream<Path> files = Files.list(outbox)) {
                return files.filter(Files::isRegularFile).count();
            }
        }

        private static void write(Path file, long bytes) throws IOException {
            SplittableRandom random = new SplittableRandom(bytes);
            try (BufferedWriter writer = Files.newBufferedWriter(file)) {
                writer.write(HEADER);
                long left = bytes - HEADER.length();
                for (String row = row(random); row.length() <= left; row = row(random)) {
                    writer.write(row);
                    left -= row.length();
                }
            }
        }

        private static String row(SplittableRandom random) {
            return ROW.formatted(
                    random.nextInt(1_000_000_000),
                    CODES.get(random.nextInt(CODES.size())),
                    random.nextInt(24),
                    random.nextInt(60),
                    random.nextInt(60));
        }
    }
}
