package io.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores that an earlier hub filled, one of each version of the schema, and stores of a hub that is newer than this. */
class UpgradeTest {
    /** Leases of a few seconds, which are another table's now. */
    private static final Set<String> DROPPED = Set.of("delivery_lane_lease");

    @ParameterizedTest
    @EnumSource
    void storesOfSomeVersionsComeUpWithAllTheirRows(Dialect dialect) throws Exception {
        List<Integer> all = versions(dialect);
        upgrade(dialect, List.of(2, 16, all.get(all.size() - 2)));
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void storesOfEachVersionComeUpWithAllTheirRows(Dialect dialect) throws Exception {
        upgrade(dialect, versions(dialect));
    }

    private static void upgrade(Dialect dialect, List<Integer> versions) throws Exception {
        for (int version : versions) {
            try (EmptyStore old = TestStores.empty(dialect)) {
                // Given a store that a hub of that version has filled: one row in each table
                old.migrate(String.valueOf(version));
                Map<String, Long> before = old.run(UpgradeTest::fill);

                // When this hub opens it
                try (Database now = old.open()) {

                    // Then every row is there
                    Map<String, Long> after = old.run(UpgradeTest::count);
                    before.keySet().removeAll(DROPPED);
                    assertThat(before).allSatisfy((table, rows) -> assertThat(after.getOrDefault(table, 0L))
                            .as("%s of version %s", table, version)
                            .isGreaterThanOrEqualTo(rows));
                    // and its event is known, so that it is not stored again, beside one that is new
                    assertThat(event(now, "v").isEmpty()).isEqualTo(version < 2);
                    store(now, "new");
                    assertThat(event(now, "new")).as("version " + version).hasSize(1);
                }
            }
        }
    }

    @OnBothStores
    void aStoreThatANewerHubHasUsedIsRefused(TestStore store) {
        store.database()
                .write(
                        connection -> Sql.update(
                                connection,
                                """
                        INSERT INTO hub_schema_history (installed_rank, version, description, type, script, checksum,
                            installed_by, execution_time, success)
                        SELECT 1000, '999', 'of the future', 'SQL', 'V999__of_the_future.sql', 1, 'hub', 1, success
                        FROM hub_schema_history WHERE installed_rank = 1"""));

        assertThatThrownBy(store::another)
                .isInstanceOf(StoreException.class)
                .hasMessageMatching(
                        "the \\w+ store was used by a newer hub \\(its schema is version 999, this hub knows"
                                + " up to \\d+\\): start that hub, or restore a backup from before its first start");
    }

    private static List<Integer> versions(Dialect dialect) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db", dialect.folder()))) {
            return files.map(file -> file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
        }
    }

    private static List<Long> event(Database database, String id) {
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT e.seq FROM tracking_event_key k JOIN tracking_event e
                ON e.seq = k.seq AND e.stored_at = k.stored_at AND e.id = k.id WHERE k.id = ?""",
                row -> row.getLong(1),
                id));
    }

    private static void store(Database database, String id) {
        database.write(connection -> Sql.update(
                connection,
                """
                INSERT INTO tracking_event (id, carrier_id, carrier_tracking_id, occurred_at, event_rank, out_of_order,
                    envelope, stored_at)
                VALUES (?,'bring','N1',0,0,0,'{}',?)""",
                id,
                System.currentTimeMillis()));
    }

    /** One row in each table: every text is the same and every number 1, so that what refers to a row finds one. */
    private static Map<String, Long> fill(Connection connection) throws SQLException {
        Set<String> waiting = tables(connection);
        while (!waiting.isEmpty()) {
            for (String table : List.copyOf(waiting)) {
                Set<String> first = referredTo(connection, table);
                first.retainAll(waiting);
                if (first.isEmpty() || first.equals(Set.of(table))) {
                    insert(connection, table);
                    waiting.remove(table);
                }
            }
        }
        return count(connection);
    }

    /** Not the parts of the table of events, nor what its trigger fills. */
    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> tables = new LinkedHashSet<>();
        try (ResultSet rows = connection.getMetaData().getTables(null, null, "%", null)) {
            while (rows.next()) {
                if (String.valueOf(rows.getString("TABLE_TYPE")).matches("(PARTITIONED )?TABLE")) {
                    tables.add(rows.getString("TABLE_NAME"));
                }
            }
        }
        tables.removeIf(name -> name.matches("hub_schema_history|tracking_event_(key|first|other|\\d+_\\d+)"));
        return tables;
    }

    private static Set<String> referredTo(Connection connection, String table) throws SQLException {
        Set<String> tables = new LinkedHashSet<>();
        try (ResultSet keys = connection.getMetaData().getImportedKeys(null, null, table)) {
            while (keys.next()) {
                tables.add(keys.getString("PKTABLE_NAME"));
            }
        }
        return tables;
    }

    private static void insert(Connection connection, String table) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>();
        try (ResultSet columns = connection.getMetaData().getColumns(null, null, table, "%")) {
            while (columns.next()) {
                boolean made = columns.getString("IS_AUTOINCREMENT").equals("YES")
                        || "YES".equals(columns.getString("IS_GENERATEDCOLUMN"));
                if (!made && columns.getString("COLUMN_DEF") == null) {
                    String type = columns.getString("TYPE_NAME").toLowerCase(Locale.ROOT);
                    row.put(columns.getString("COLUMN_NAME"), value(type));
                }
            }
        }
        Sql.update(
                connection,
                "INSERT INTO " + table + " (" + String.join(",", row.keySet()) + ") VALUES (" + Sql.marks(row.size())
                        + ")",
                row.values().toArray());
    }

    private static Object value(String type) {
        return switch (type) {
            case "text" -> "v";
            case "bytea", "blob" -> new byte[] {1};
            default -> 1;
        };
    }

    private static Map<String, Long> count(Connection connection) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String table : tables(connection)) {
            counts.put(table, Sql.number(connection, "SELECT COUNT(*) FROM " + table));
        }
        return counts;
    }
}
