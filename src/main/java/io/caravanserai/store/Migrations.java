package io.caravanserai.store;

import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings a store to the schema that this version of the hub knows. */
final class Migrations {
    private final Dialect dialect;
    private final FluentConfiguration settings;

    private Migrations(Dialect dialect, FluentConfiguration settings) {
        this.dialect = dialect;
        this.settings = settings.locations("classpath:db/" + dialect.folder())
                .table("hub_schema_history")
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
        return this;
    }

    /**
     * @throws StoreException when a migration fails, or a newer hub has had the store: nothing was changed then
     */
    void run() {
        try {
            Flyway flyway = settings.load();
            refuseNewer(flyway);
            flyway.migrate();
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StoreException("the " + dialect + " store could not be migrated: " + e.getMessage(), e);
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
