package io.caravanserai.runtime;

import io.caravanserai.codec.CodecLimits;
import io.caravanserai.config.HubConfig;
import io.caravanserai.fileaudit.FileAuditAdmin;
import io.caravanserai.fileaudit.FileCopies;
import io.caravanserai.http.ManagementServer;
import io.caravanserai.intake.IntakeBeans;
import io.caravanserai.store.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.camel.spi.Registry;
import org.apache.camel.util.FileUtil;

/** What unpacks partners' files, copies them and remembers what became of them. */
final class FileWiring {
    private final HubConfig.Files config;
    private final Database database;
    private final FileCopies copies;

    FileWiring(HubConfig config, Database database, MeterRegistry metrics, Clock clock) {
        this.config = config.files();
        this.database = database;
        this.copies = new FileCopies(config.dataDir(), this.config.maxCopies(), clock);
        // what a hub that was killed had unpacked
        FileUtil.removeDir(config.dataDir().resolve("unpacked").toFile());
        Gauge.builder("hub.file.copies.bytes", copies, FileCopies::size)
                .description("Room that the hub's own copies of files take.")
                .register(metrics);
    }

    void bind(Registry registry) {
        IntakeBeans.bindFiles(
                registry, new CodecLimits(config.maxUnpacked(), config.maxRatio(), config.maxEntries()), copies);
    }

    int forgetCopies() {
        return copies.purge(config.copyRetention());
    }

    void manage(ManagementServer management) {
        management.on("GET", "/admin/files", new FileAuditAdmin(database, copies)::list);
    }
}
