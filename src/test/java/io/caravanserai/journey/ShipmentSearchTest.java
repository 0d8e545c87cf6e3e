package io.caravanserai.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.Json;
import io.caravanserai.label.queue.QueuedLabels;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Operators find a shipment by whatever somebody calls it. */
class ShipmentSearchTest {
    private static final Pattern WHOLE_TABLE = Pattern.compile("Seq Scan on |^SCAN (?!(carriers|found|f)$)");
    /** JSON keeps quotes, backslashes and control characters escaped. */
    private static final String QUOTED = "5\" tube\\blue\t/ü\u0001";

    @OnBothStores
    void aShipmentIsFoundByWhateverAnybodyCallsIt(TestStore store) {
        Database database = store.database();
        List<String> ids = QueuedLabels.add(database, "acme", "A1", 3);
        String id = ids.get(1);
        database.write(c -> {
            Sql.update(
                    c,
                    """
                    UPDATE shipment SET uuid_ref = 'ORDER-7', shipment_refs = '{"shipper":"PO 12","receiver":"R-99"}'
                    WHERE id = ?""",
                    id);
            Sql.update(c, "UPDATE parcel SET uuid_ref = 'BOX-1' WHERE shipment_id = ?", id);
            Sql.update(
                    c,
                    "UPDATE shipment SET shipment_refs = ? WHERE id = ?",
                    Json.text(Map.of("shipper", "PO 13", "receiver", QUOTED)),
                    ids.get(0));
            Sql.update(
                    c, "UPDATE shipment SET shipment_refs = '{\"receiver\":\"no \\ JSON\"' WHERE id = ?", ids.get(2));
            Sql.update(c, "INSERT INTO tracking_key VALUES ('acme','1Z999AA1',?,NULL,'A1','tracking',0)", id);
            Sql.update(c, "INSERT INTO tracking_key VALUES ('acme','PO 12',?,NULL,'A1','reference',0)", id);
            Sql.update(c, "INSERT INTO tracking_key VALUES ('zeta','OTHER',?,NULL,'A1','tracking',0)", ids.get(2));
            return true;
        });
        ShipmentSearch search = new ShipmentSearch(database);

        List<List<String>> found = new ArrayList<>();
        for (String asked : List.of(id, "p-" + id, "ORDER-7", "BOX-1", "1Z999AA1", "1z 999 aa1", "PO 12", " R-99 ")) {
            found.add(search.find(asked, Optional.empty(), 10).shipments().stream()
                    .map(ShipmentLine::id)
                    .toList());
        }

        assertThat(found).hasSize(8).allMatch(List.of(id)::equals);
        assertThat(search.find(QUOTED, Optional.empty(), 10).shipments())
                .extracting(ShipmentLine::id)
                .containsExactly(ids.get(0));
        assertThat(search.find("NOBODY'S", Optional.empty(), 10).shipments()).isEmpty();
    }

    @OnBothStores
    void allShipmentsAreReadPageByPageEachOnce(TestStore store) {
        Database database = store.database();
        List<String> ids = QueuedLabels.add(database, "acme", "A1", 25);
        ShipmentSearch search = new ShipmentSearch(database);

        List<String> read = new ArrayList<>();
        ShipmentSearch.Page page = search.find("", Optional.empty(), 10);
        page.shipments().forEach(line -> read.add(line.id()));
        while (page.next() != null) {
            page = search.find("", ShipmentSearch.Cursor.of(page.next()), 10);
            page.shipments().forEach(line -> read.add(line.id()));
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(ids);
    }

    /** However many shipments there are. */
    @OnBothStores
    void everyLookUpIsByAnIndex(TestStore store) {
        for (String sql : List.of(ShipmentSearch.FOUND, ShipmentSearch.NEWEST, ShipmentSearch.UNCLAIMED)) {
            String plan = plan(store, sql);

            assertThat(plan.lines().filter(line -> WHOLE_TABLE.matcher(line).find()))
                    .as(plan)
                    .isEmpty();
            assertThat(plan).containsIgnoringCase("index");
        }
    }

    private static String plan(TestStore store, String sql) {
        String asked = sql.replace("< (?, ?)", "< (1, 'x')")
                .replace("LIMIT ?", "LIMIT 1")
                .replace("?", "'x'");
        return store.database().read(connection -> {
            try (Statement statement = connection.createStatement()) {
                boolean sqlite = store.dialect() == Dialect.SQLITE;
                if (!sqlite) {
                    // so few rows are read quicker without
                    statement.execute("SET LOCAL enable_seqscan = off");
                }
                StringBuilder plan = new StringBuilder();
                try (ResultSet rows = statement.executeQuery((sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + asked)) {
                    while (rows.next()) {
                        plan.append(rows.getString(sqlite ? 4 : 1)).append('\n');
                    }
                }
                return plan.toString();
            }
        });
    }
}
