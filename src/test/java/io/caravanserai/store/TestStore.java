package io.caravanserai.store;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.testkit.TcpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One fresh, migrated database; JUnit closes it after the test, which also removes what it kept on disk. */
public final class TestStore implements AutoCloseable {
    private final Dialect dialect;
    private final Map<String, String> settings;
    private final Path folder;
    private final Runnable cleanUp;
    private Database database;

    TestStore(Dialect dialect, Map<String, String> settings, Path folder, Runnable cleanUp) {
        this.dialect = dialect;
        this.settings = Map.copyOf(settings);
        this.folder = folder;
        this.cleanUp = cleanUp;
        this.database = open();
    }

    public Dialect dialect() {
        return dialect;
    }

    public Database database() {
        return database;
    }

    /** The settings that lead to this database, {@code hub.data.dir} included. */
    public Map<String, String> settings() {
        return settings;
    }

    /** A folder of this store alone; what the test leaves in it is removed. */
    public Path folder() {
        return folder;
    }

    /** Closes the database and opens it again, as a restarted hub does. */
    public Database reopen() {
        database.close();
        database = open();
        return database;
    }

    /** The same database, opened once more as by another process; the caller closes it. */
    public Database another() {
        return open();
    }

    /** Stands between a node and PostgreSQL; the caller closes it. */
    public TcpProxy network() {
        URI server = URI.create(url().substring("jdbc:".length()));
        return TcpProxy.before(server.getHost(), server.getPort());
    }

    /** The settings that lead to PostgreSQL through this network. */
    public Map<String, String> settings(TcpProxy network) {
        int port = URI.create(url().substring("jdbc:".length())).getPort();
        Map<String, String> through = new HashMap<>(settings);
        through.put("hub.db.url", url().replace(":" + port + "/", ":" + network.port() + "/"));
        return through;
    }

    /** The same PostgreSQL as {@link #another}, through this network. */
    public Database another(TcpProxy network) {
        return open(settings(network));
    }

    /**
     * The settings that lead to the same PostgreSQL, by whose time it is then so much later than by this machine's: nodes
     * whose clocks are behind.
     */
    public Map<String, String> settingsByTime(Duration later) {
        String function =
                """
                CREATE OR REPLACE FUNCTION clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
                'SELECT pg_catalog.clock_timestamp() + %d * interval ''1 millisecond'''
                """
                        .formatted(later.toMillis());
        database.write(connection -> Sql.update(connection, function));
        Map<String, String> shifted = new HashMap<>(settings);
        // found before the function of the same name in pg_catalog
        shifted.put("hub.db.url", url() + "&options=-c%20search_path=public,pg_catalog");
        return shifted;
    }

    private String url() {
        return settings.getOrDefault("hub.db.url", "");
    }

    private Database open() {
        return open(settings);
    }

    /** The same database by other settings, opened once more as by another process; the caller closes it. */
    public Database another(Map<String, String> by) {
        return open(by);
    }

    private Database open(Map<String, String> by) {
        return Database.open(HubConfig.from(Settings.of(by)).store(), folder);
    }

    @Override
    public void close() {
        database.close();
        cleanUp.run();
    }

    /** The name of the test's run. */
    @Override
    public String toString() {
        return dialect.folder();
    }
}
