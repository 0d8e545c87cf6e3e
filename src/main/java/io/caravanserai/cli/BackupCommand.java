package io.caravanserai.cli;

import io.caravanserai.backup.Backup;
import io.caravanserai.config.HubConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./hub backup}: copies a hub's data folder while it runs. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Back up the data folder of a hub on SQLite, which may run meanwhile.",
            "All that was acknowledged before is in it. It holds keys and customers' data: only its owner can read it."
                    + " For PostgreSQL see docs/operate/backup.md."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./hub backup hub.tar.gz")
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE.tar.gz", description = "Where to; there must be no such file.")
    private Path file = Path.of("backup.tar.gz");

    @Override
    public Integer call() throws IOException {
        Backup.Made made = new Backup(HubConfig.from(config.settings())).to(file);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s holds %d files in %,d bytes%s.%n",
                        file, made.files(), made.size(), made.running() ? ", made while the hub ran" : "");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
