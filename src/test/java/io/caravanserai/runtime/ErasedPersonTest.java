package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** A person who asks to be forgotten, through a whole hub: nothing in its store, its answers or its log tells of her. */
class ErasedPersonTest {
    private static final String EMAIL = "Jane.Quill@example.org";
    private static final List<String> HERS =
            List.of("jane.quill@example", "quillfeather", "upper wharf", "91234567", "912 34 567");

    @OnBothStores
    void nothingIsLeftOfAPersonWhoIsErased(TestStore store) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        try (TestHub hub = TestHub.onSharedBroker(store.folder(), store.settings());
                TestCustomer customer = TestCustomer.of(hub);
                ShipmentNews news = ShipmentNews.of(customer)) {
            // Given her parcel with its label and events, her visit to the shop, and what nobody could read
            String hers = shipped(hub, customer, news, "Jane Quillfeather", EMAIL, "+47 912 34 567");
            String his = shipped(hub, customer, news, "Bo Berg", "bo@example.org", "+47 400 00 000");
            hub.manage("POST", "/admin/event-sources", Json.bytes(Map.of("id", "shop", "name", "Shop")));
            JsonNode visit = TestHub.json(hub.post(
                    "/track",
                    Json.bytes(Map.of(
                            "source", Map.of("id", "shop"),
                            "events", List.of(Map.of("type", "order", "properties", Map.of("email", EMAIL)))))));
            String profile = visit.at("/profile/id").asText();
            hub.post(
                    "/carriers/sandbox/events", ("[{\"tracking_number\": \"" + EMAIL).getBytes(StandardCharsets.UTF_8));
            await().untilAsserted(() -> assertThat(hub.deadLetters()).hasSize(1));
            assertThat(traces(store)).as("before").contains("shipment", "behaviour_event", "dead_letter", "delivery");
            List<String> before = traces(store);
            log.start();
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);

            // When she asks, first for a look
            JsonNode look = erase(hub, Map.of("email", EMAIL.toLowerCase(Locale.ROOT), "dry_run", true));
            assertThat(traces(store)).as("after a dry run").isEqualTo(before);
            JsonNode report = erase(hub, Map.of("email", EMAIL.toLowerCase(Locale.ROOT), "dry_run", false));

            // Then the look told what is done
            assertThat(report.path("shipments")).extracting(JsonNode::asText).containsExactly(hers);
            assertThat(report.path("profiles")).extracting(JsonNode::asText).containsExactly(profile);
            for (String part : List.of("shipments", "profiles", "deleted", "rewritten")) {
                assertThat(look.path(part)).as(part).isEqualTo(report.path(part));
            }
            // and nothing tells of her, while he is as he was
            assertThat(traces(store)).isEmpty();
            assertThat(report.toString().toLowerCase(Locale.ROOT)).doesNotContain(HERS);
            assertThat(told(store.folder().resolve("erasures"))).hasSize(2).allSatisfy(text -> assertThat(text)
                    .doesNotContain(HERS));
            assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
                    .allSatisfy(
                            line -> assertThat(line.toLowerCase(Locale.ROOT)).doesNotContain(HERS));
            for (String path : List.of("/shipments/" + hers, "/shipments/" + hers + "/track")) {
                HttpResponse<String> answer = customer.get(path);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body().toLowerCase(Locale.ROOT)).doesNotContain(HERS);
            }
            assertThat(customer.get("/shipments/" + hers + "/labels").statusCode())
                    .isEqualTo(422);
            assertThat(customer.get("/shipments/" + his + "/labels").statusCode())
                    .isEqualTo(200);
            assertThat(customer.get("/shipments/" + his + "/track").body()).contains("Handed to Bo Berg");
            assertThat(hub.manage("GET", "/admin/profiles/" + profile, new byte[0])
                            .statusCode())
                    .isEqualTo(404);
            assertThat(report.path("elsewhere"))
                    .extracting(each -> each.path("what").asText())
                    .anyMatch(what -> what.endsWith("carrier.inbound"));
            if (store.dialect() == Dialect.SQLITE) {
                // the log of the database may have been begun anew
                assertThat(told(store.folder().resolve("store")))
                        .allSatisfy(file -> assertThat(file).doesNotContain(HERS))
                        .anySatisfy(file -> assertThat(file).contains("bo@example.org"));
            }
        } finally {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        }
    }

    private static JsonNode erase(TestHub hub, Map<String, Object> asked) throws Exception {
        return TestHub.json(hub.manage("POST", "/admin/erase", Json.bytes(asked)));
    }

    /** Labelled and delivered; its id. */
    private static String shipped(
            TestHub hub, TestCustomer customer, ShipmentNews news, String name, String email, String phone)
            throws Exception {
        Map<String, Object> to = Map.of(
                "name",
                name,
                "contact",
                Map.of("email", email, "mobile", phone),
                "street",
                name.startsWith("Jane") ? "Upper Wharf Lane 17" : "Storgata 1",
                "city",
                "Oslo",
                "postal_code",
                "0155",
                "iso_country",
                "NO");
        Map<String, Object> from =
                Map.of("name", "Shop", "street", "Dock 1", "city", "Oslo", "postal_code", "0150", "iso_country", "NO");
        Map<String, Object> shipment = Map.of(
                "carrier", Map.of("code", "sandbox", "service", Map.of("code", "standard")),
                "label_request", Map.of("format", "zpl200", "size", "4x6"),
                "shipment",
                        Map.of(
                                "meta_data", List.of(Map.of("key", "buyer", "value", name)),
                                "addresses", Map.of("from_address", from, "to_address", to),
                                "parcels", List.of(Map.of("weight", Map.of("value", 1, "unit", "kg")))));
        String id =
                TestHub.json(customer.post("/shipments", shipment)).path("id").asText();
        await().untilAsserted(() -> assertThat(news.types(id)).contains("labels"));
        String number = TestHub.json(customer.get("/shipments/" + id))
                .path("tracking_number")
                .asText();
        hub.post(
                "/carriers/sandbox/events",
                Json.bytes(Map.of(
                        "tracking_number",
                        number,
                        "code",
                        "delivery/delivered/with_signature",
                        "time",
                        "2026-03-01T10:15:00+01:00",
                        "description",
                        "Handed to " + name)));
        await().untilAsserted(() -> assertThat(customer.told(number)).isNotEmpty());
        return id;
    }

    /** The tables with rows that tell of her. */
    private static List<String> traces(TestStore store) {
        Database database = store.database();
        return database.read(connection -> {
            List<String> found = new ArrayList<>();
            for (String table : tables(connection)) {
                Sql.each(connection, "SELECT * FROM " + table, row -> {
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        Object value = row.getObject(i);
                        String text = value instanceof byte[] bytes
                                ? new String(bytes, StandardCharsets.UTF_8)
                                : String.valueOf(value);
                        if (HERS.stream().anyMatch(text.toLowerCase(Locale.ROOT)::contains)) {
                            found.add(table);
                        }
                    }
                    return true;
                });
            }
            return found;
        });
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getTables(null, null, "%", null)) {
            while (rows.next()) {
                if (String.valueOf(rows.getString("TABLE_TYPE")).matches("(PARTITIONED )?TABLE")) {
                    tables.add(rows.getString("TABLE_NAME"));
                }
            }
        }
        return tables;
    }

    /** The content of each file, in lower case. */
    private static List<String> told(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> !each.toString().endsWith("-shm"))
                    .filter(each -> each.toFile().length() > 0)
                    .toList()) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
            }
        }
        return texts;
    }
}
