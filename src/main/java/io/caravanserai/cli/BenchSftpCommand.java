package io.caravanserai.cli;

import io.caravanserai.bench.SftpBench;
import io.caravanserai.config.Settings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What taking files by sFTP costs. */
@Command(
        name = "sftp",
        description = "Small files and a large one from an OpenSSH server, durable, beside OpenSSH's own sftp get.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ./hub bench sftp --files 500 --megabytes 50")
final class BenchSftpCommand extends BenchCommand.Configured {
    @Option(names = "--files", defaultValue = "2000", description = "How many small files, 2,000 unless told.")
    private int files;

    @Option(names = "--bytes", defaultValue = "2048", description = "Size of each small file, 2,048 unless told.")
    private int bytes;

    @Option(names = "--megabytes", defaultValue = "200", description = "Size of the large file, 200 unless told.")
    private int megabytes;

    @Override
    boolean run(Settings settings, PrintWriter out) throws Exception {
        return new SftpBench(out, settings).run(files, bytes, megabytes);
    }
}
