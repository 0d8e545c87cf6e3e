package io.caravanserai.delivery;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A fresh store of either kind with one account; it can be opened again as after a restart. */
public final class FreshStore {
    /** The account every fresh store has. */
    public static final String ACCOUNT = "100001";

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Map<String, String> settings;
    private final Path folder;

    private FreshStore(Map<String, String> settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    public static FreshStore of(Dialect dialect) {
        try {
            Path folder = Files.createTempDirectory("hub-delivery-test");
            FreshStore store = new FreshStore(dialect == Dialect.SQLITE ? Map.of() : Postgres.freshDatabase(), folder);
            try (Database database = store.open()) {
                store.account(database, ACCOUNT);
            }
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public Database open() {
        return Database.open(HubConfig.from(Settings.of(settings)).store(), folder);
    }

    public void account(Database database, String number) {
        database.write(connection -> Sql.update(
                connection, "INSERT INTO account (account_number, name, created_at) VALUES (?, 'Test', 0)", number));
    }

    private static final class Postgres {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Map<String, String> freshDatabase() {
            String name = "delivery_" + NEXT.incrementAndGet();
            try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return Map.of(
                    "hub.db.url", SERVER.getJdbcUrl("postgres", name), "hub.db.user", "postgres", "hub.db.pool", "6");
        }
    }
}
