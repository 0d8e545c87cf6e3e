package io.caravanserai.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.caravanserai.config.HubConfig;
import io.caravanserai.secret.SecretMask;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/**
 * Connections to the database, opened once and used again.
 *
 * @param end closes them all
 */
record Pool(DataSource source, AutoCloseable end) implements AutoCloseable {
    private static final int STATEMENTS = 500;

    /** Keeps statements prepared, which SQLite's driver does not: for a row or two preparing costs more than running. */
    private static BasicDataSource sqlite(String url, int size) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(url);
        pool.setMaxTotal(size);
        pool.setMaxIdle(size);
        pool.setPoolPreparedStatements(true);
        pool.setMaxOpenPreparedStatements(STATEMENTS);
        pool.addConnectionProperty("journal_mode", "WAL");
        pool.addConnectionProperty("synchronous", "FULL");
        pool.addConnectionProperty("busy_timeout", "30000");
        pool.addConnectionProperty("foreign_keys", "true");
        pool.addConnectionProperty("cache_size", "-65536");
        pool.addConnectionProperty("temp_store", "MEMORY");
        // else the driver asks after every insert; whoever wants a key says RETURNING
        pool.addConnectionProperty("jdbc.get_generated_keys", "false");
        return pool;
    }

    static Pool sqliteReaders(String url, int size) {
        BasicDataSource pool = sqlite(url, size);
        return new Pool(pool, pool);
    }

    /** One connection, whose transactions wait at their begin while another process writes. */
    static Pool sqliteWriter(String url) {
        BasicDataSource pool = sqlite(url, 1);
        pool.addConnectionProperty("transaction_mode", "IMMEDIATE");
        // what is deleted or replaced is overwritten in the file too
        pool.setConnectionInitSqls(List.of("PRAGMA secure_delete = ON"));
        return new Pool(pool, pool);
    }

    /**
     * @throws StoreException when it cannot be reached
     */
    static Pool postgres(HubConfig.Store config, String url) {
        DatabaseUrl address = new DatabaseUrl(url);
        address.passwords().forEach(SecretMask.ofProcess()::add);
        config.password().ifPresent(SecretMask.ofProcess()::add);
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName("hub-store");
        hikari.setJdbcUrl(url);
        config.user().ifPresent(hikari::setUsername);
        config.password().ifPresent(hikari::setPassword);
        hikari.setMaximumPoolSize(config.pool());
        hikari.setMinimumIdle(2);
        hikari.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
        Patience.limit(hikari);
        try {
            HikariDataSource pool = new HikariDataSource(hikari);
            return new Pool(pool, pool);
        } catch (RuntimeException e) {
            throw new StoreException(
                    "cannot reach the database " + address.place() + ": check hub.db.url, hub.db.user and its password",
                    e);
        }
    }

    Connection connection() throws SQLException {
        return source.getConnection();
    }

    @Override
    public void close() {
        try {
            end.close();
        } catch (Exception e) {
            throw new StoreException("the store could not be closed: " + e.getMessage(), e);
        }
    }
}
