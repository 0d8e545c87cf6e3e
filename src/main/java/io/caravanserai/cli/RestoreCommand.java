package io.caravanserai.cli;

import io.caravanserai.backup.Restore;
import io.caravanserai.config.HubConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./hub restore}: makes a data folder of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Make the data folder (hub.data.dir) of a backup; start the hub afterwards.",
            "Every file is held to its checksum and the broker tried before the folder is there."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./hub restore hub.tar.gz --replace")
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--replace", description = "Set a folder aside that holds data.")
    private boolean replace;

    @Parameters(paramLabel = "FILE.tar.gz", description = "What ./hub backup made.")
    private Path file = Path.of("backup.tar.gz");

    @Override
    public Integer call() throws IOException {
        HubConfig hub = HubConfig.from(config.settings());
        Restore.Done done = new Restore(hub).from(file, replace);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s holds %d files again, as of %s.%n", hub.dataDir(), done.files(), done.madeUtc());
        done.aside().ifPresent(aside -> out.println("What was there before is in " + aside + "."));
        out.flush();
        return 0;
    }
}
