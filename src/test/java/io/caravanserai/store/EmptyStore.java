package io.caravanserai.store;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.sqlite.SQLiteDataSource;

/** A database without tables, for a test that fills it as an earlier hub did. */
public final class EmptyStore implements AutoCloseable {
    private final Map<String, String> settings;
    private final Path folder;
    private final Runnable cleanUp;

    EmptyStore(Map<String, String> settings, Path folder, Runnable cleanUp) {
        this.settings = Map.copyOf(settings);
        this.folder = folder;
        this.cleanUp = cleanUp;
    }

    /** Brings it to the schema of that version, or to the newest. */
    void migrate(String version) {
        HubConfig.Store config = config();
        if (config.url().isPresent()) {
            Migrations.postgresql(config.url().get(), config.user(), config.password())
                    .upTo(version)
                    .run();
        } else {
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl(url());
            Migrations.sqlite(source).upTo(version).run();
        }
    }

    /** As this hub opens it; the caller closes it. */
    public Database open() {
        return Database.open(config(), folder);
    }

    /** Work on a connection of its own, each statement a transaction. */
    public <T> T run(Sql.Work<T> work) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(url(), config().user().orElse(null), null)) {
            return work.run(connection);
        }
    }

    String url() {
        return config().url().orElse("jdbc:sqlite:" + folder.resolve("store").resolve("hub.db"));
    }

    private HubConfig.Store config() {
        return HubConfig.from(Settings.of(settings)).store();
    }

    @Override
    public void close() {
        cleanUp.run();
    }
}
