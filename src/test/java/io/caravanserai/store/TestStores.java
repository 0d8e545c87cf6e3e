package io.caravanserai.store;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes fresh databases for tests. Migrations run once in a JVM for each kind of database; every test gets a copy, which
 * takes milliseconds. PostgreSQL is one real server in a JVM, started when first asked for.
 */
public final class TestStores {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private TestStores() {}

    /** A fresh store of each kind, made when its run begins. */
    public static Stream<TestStore> both() {
        return Stream.<Supplier<TestStore>>of(TestStores::sqlite, TestStores::postgresql)
                .map(Supplier::get);
    }

    public static TestStore sqlite() {
        Path folder = temporaryFolder();
        migrated(folder);
        return new TestStore(
                Dialect.SQLITE, Map.of("hub.data.dir", folder.toString()), folder, () -> deleteFolder(folder));
    }

    /** Puts a migrated SQLite store into the data folder of a hub that is to start, unless one is there. */
    public static void migrated(Path dataDir) {
        Path file = dataDir.resolve("store").resolve("hub.db");
        if (Files.exists(file)) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.copy(SqliteTemplate.FILE, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestStore postgresql() {
        Path folder = temporaryFolder();
        String name = "hub_" + NEXT.incrementAndGet();
        PostgresServer.execute("CREATE DATABASE " + name + " TEMPLATE " + PostgresServer.TEMPLATE);
        return new TestStore(Dialect.POSTGRESQL, PostgresServer.settings(name, folder), folder, () -> {
            PostgresServer.execute("DROP DATABASE " + name + " WITH (FORCE)");
            deleteFolder(folder);
        });
    }

    /** A database of this kind without tables. */
    static EmptyStore empty(Dialect dialect) throws IOException {
        Path folder = temporaryFolder();
        Files.createDirectories(folder.resolve("store"));
        if (dialect == Dialect.SQLITE) {
            return new EmptyStore(Map.of("hub.data.dir", folder.toString()), folder, () -> deleteFolder(folder));
        }
        String name = "hub_" + NEXT.incrementAndGet();
        PostgresServer.execute("CREATE DATABASE " + name);
        return new EmptyStore(PostgresServer.settings(name, folder), folder, () -> {
            PostgresServer.execute("DROP DATABASE " + name + " WITH (FORCE)");
            deleteFolder(folder);
        });
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("hub-store-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void migrate(Map<String, String> settings, Path folder) {
        Database.open(HubConfig.from(Settings.of(settings)).store(), folder).close();
    }

    private static final class SqliteTemplate {
        static final Path FILE = make();

        private static Path make() {
            Path folder = temporaryFolder();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteFolder(folder)));
            migrate(Map.of(), folder);
            return folder.resolve("store").resolve("hub.db");
        }
    }

    private static final class PostgresServer {
        static final String TEMPLATE = "hub_template";
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                // zonky stops the server and removes its data in a shutdown hook of its own
                EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                execute(server, "CREATE DATABASE " + TEMPLATE);
                Path folder = temporaryFolder();
                migrate(settings(server, TEMPLATE, folder), folder);
                deleteFolder(folder);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
            }
        }

        static void execute(String sql) {
            execute(SERVER, sql);
        }

        static Map<String, String> settings(String database, Path folder) {
            return settings(SERVER, database, folder);
        }

        private static void execute(EmbeddedPostgres server, String sql) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql + ": " + e.getMessage(), e);
            }
        }

        private static Map<String, String> settings(EmbeddedPostgres server, String database, Path folder) {
            return Map.of(
                    "hub.data.dir",
                    folder.toString(),
                    "hub.db.url",
                    server.getJdbcUrl("postgres", database),
                    "hub.db.user",
                    "postgres",
                    "hub.db.pool",
                    "8");
        }
    }
}
