package io.caravanserai.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings a store to the schema that this version of the hub knows. */
final class Migrations {
    /** What stands in a store that Flyway has held to all migrations. Reading them is most of what opening a store takes. */
    private static final Map<Dialect, List<String>> WHOLE = new ConcurrentHashMap<>();

    private static final String TABLE = "hub_schema_history";
    private static final String HISTORY =
            "SELECT version, script, checksum, success FROM " + TABLE + " ORDER BY installed_rank";

    private final Dialect dialect;
    private final FluentConfiguration settings;
    private boolean whole = true;

    private Migrations(Dialect dialect, FluentConfiguration settings) {
        this.dialect = dialect;
        this.settings = settings.locations("classpath:db/" + dialect.folder())
                .table(TABLE)
                .validateMigrationNaming(true);
    }

    static Migrations sqlite(DataSource source) {
        return new Migrations(Dialect.SQLITE, configure().dataSource(source));
    }

    /** Its own connection is not of a pool: a migration may take hours, while the one that keeps other nodes out is idle. */
    static Migrations postgresql(String url, Optional<String> user, Optional<String> password) {
        return new Migrations(
                Dialect.POSTGRESQL, configure().dataSource(url, user.orElse(null), password.orElse(null)));
    }

    private static FluentConfiguration configure() {
        return Flyway.configure(Database.class.getClassLoader());
    }

    /** Migrates no further than this version, as an earlier hub did. */
    Migrations upTo(String version) {
        settings.target(version);
        whole = false;
        return this;
    }

    /**
     * @throws StoreException when a migration fails, or a newer hub has had the store: nothing was changed then
     */
    void run() {
        List<String> known = WHOLE.get(dialect);
        if (whole && known != null && known.equals(history())) {
            return;
        }
        try {
            Flyway flyway = settings.load();
            refuseNewer(flyway);
            flyway.migrate();
            if (whole) {
                WHOLE.put(dialect, history());
            }
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StoreException("the " + dialect + " store could not be migrated: " + e.getMessage(), e);
        }
    }

    private List<String> history() {
        try (Connection connection = settings.getDataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(HISTORY)) {
            List<String> history = new ArrayList<>();
            while (rows.next()) {
                history.add(
                        String.join(" ", rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
            return history;
        } catch (SQLException e) {
            return List.of(); // a new store, or one that Flyway finds the words for
        }
    }

    /** What a newer hub has changed may mean something else than this one takes it for. */
    private void refuseNewer(Flyway flyway) {
        Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
                .reduce((one, next) -> next)
                .ifPresent(newest -> {
                    throw new StoreException(
                            "the " + dialect + " store was used by a newer hub (its schema is version "
                                    + newest.getVersion() + ", this hub knows up to " + newest(flyway)
                                    + "): start that hub, or restore a backup from before its first start",
                            new IllegalStateException("unknown migration " + newest.getScript()));
                });
    }

    private static String newest(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState() != MigrationState.FUTURE_SUCCESS)
                .map(MigrationInfo::getVersion)
                .max((a, b) -> a.compareTo(b))
                .map(Object::toString)
                .orElse("none");
    }
}
