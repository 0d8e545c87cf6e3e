package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.LabelShapes;
import io.caravanserai.testkit.LabelStub;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A carrier repeats in its errors what it knows of the hub's secrets; nobody is told them, wherever the words go. */
class ToldSecretsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PASSWORD = "c4n4ry&p\"ss<w0rd>";
    private static final String API_KEY = "c4n4ry-4pi-k3y";
    private static final String WEBHOOK = "c4n4ry-w3bh00k";
    private static final String ADMIN = "c4n4ry-4dm1n-t0k3n";
    private static final String BASIC = Base64.getEncoder().encodeToString(("ada:" + PASSWORD).getBytes(UTF_8));

    @TempDir
    Path folder = Path.of("unset");

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final OutputStreamAppender<ILoggingEvent> captured = new OutputStreamAppender<>();

    @BeforeEach
    void capture() {
        LoggerContext context = root.getLoggerContext();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n%ex");
        encoder.start();
        captured.setContext(context);
        captured.setEncoder(encoder);
        captured.setOutputStream(log);
        captured.start();
        root.addAppender(captured);
    }

    @AfterEach
    void release() {
        root.detachAppender(captured);
        captured.stop();
    }

    @Test
    void whatACarrierRepeatsOfOurSecretsIsToldToNobody() throws Exception {
        try (LabelStub carrier = LabelStub.start((call, sales) -> refusal(call), call -> LabelStub.Fault.NONE);
                EditedHub hub = EditedHub.start(project(), settings(carrier));
                TestCustomer customer = TestCustomer.of(hub.hub())) {
            HttpResponse<String> refused =
                    customer.post("/shipment_with_labels_documents", shipment(LabelShapes.NOWHERE));
            String doubtful = TestHub.json(customer.post("/shipments", shipment("Aarhus")))
                    .path("id")
                    .asText();
            assertThat(unreadable(hub.hub())).isEqualTo(200);

            await().atMost(PATIENCE)
                    .until(() -> customer.get("/shipments/" + doubtful).body().contains("label_purchase_undecided"));
            await().atMost(PATIENCE).until(() -> !hub.hub().deadLetters().isEmpty());

            // the carrier's words are there, so that something could have been told
            assertThat(refused.body()).contains("no rights for Basic ***");
            assertThat(hub.hub().deadLetters().get(0).reason()).contains("***");
            List<String> told = new ArrayList<>(List.of(refused.body(), log.toString(UTF_8)));
            told.add(customer.get("/shipments/" + doubtful).body());
            told.addAll(admin(hub.hub()));
            told.addAll(texts(hub.folder.resolve("data/store/hub.db")));
            assertThat(told).anyMatch(text -> text.contains("no rights for Basic ***"));
            assertThat(told).noneMatch(text -> text.contains("c4n4ry") || text.contains(BASIC));
        }
    }

    /** Surely not sold to nowhere, in doubt for all else. */
    private static LabelStub.Answer refusal(LabelStub.Call call) {
        String words = "no rights for " + call.authorization() + ", password " + PASSWORD + ", key " + API_KEY;
        Map<String, ?> message = Map.of("validationMessage", words);
        return new LabelStub.Answer(
                call.body().contains(LabelShapes.NOWHERE) ? 400 : 500,
                "application/json",
                Json.text(Map.of("items", List.of(Map.of("validationMessages", List.of(message))))));
    }

    private Path project() throws Exception {
        Path project = EditedHub.prepare(folder.resolve("hub"), "acme");
        EditedHub.copy(Path.of("edi-mappings/dhl_parcel_de"), project.resolve("edi-mappings/dhl_parcel_de"));
        EditedHub.copy(Path.of("docs/examples/labels"), project);
        Path acme = project.resolve("routes/carriers/acme.camel.yaml");
        String open = "verification: none\n        allowUnverified: true";
        String route = Files.readString(acme);
        assertThat(route).contains(open);
        Files.writeString(acme, route.replace(open, "verification: bearer\n        secret: " + secret(WEBHOOK)));
        return project;
    }

    private Map<String, String> settings(LabelStub carrier) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        String dhl = "carrier.dhl_parcel_de.label.";
        settings.put(dhl + "enabled", "true");
        settings.put(dhl + "url", carrier.url());
        settings.put(dhl + "rate", "100/s burst 20");
        settings.put(dhl + "settle", "2s");
        settings.put(dhl + "timeout", "1s");
        settings.put(dhl + "retries", "200ms,200ms");
        settings.put(dhl + "user", "ada");
        settings.put(dhl + "password", secret(PASSWORD));
        settings.put(dhl + "api-key", API_KEY);
        settings.put("hub.admin.token", ADMIN);
        return settings;
    }

    /** A reference to it. */
    private String secret(String secret) throws Exception {
        return "file:" + Files.writeString(folder.resolve("secret" + secret.length()), secret);
    }

    /** An event with our own secret where its time should be. */
    private static int unreadable(TestHub hub) throws Exception {
        byte[] event = Json.bytes(
                Map.of("tracking_number", "A1", "code", "collection/collected", "time", WEBHOOK + "\nERROR forged"));
        return hub.post("/carriers/acme/events", event, "Authorization", "Bearer " + WEBHOOK)
                .statusCode();
    }

    private static List<String> admin(TestHub hub) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String call : List.of("dead-letters", "alerts", "carriers", "routes", "stats", "unmapped", "files")) {
            HttpResponse<String> answer = hub.manage("GET", "/admin/" + call, new byte[0]);
            assertThat(answer.statusCode()).as(call).isEqualTo(200);
            answers.add(answer.body());
        }
        answers.add(hub.manageWith("GET", "/metrics").body());
        return answers;
    }

    /** Every text in the store; the bytes of dead letters are bytes, and stay as they came. */
    private static List<String> texts(Path store) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + '"')) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            if (rows.getObject(column) instanceof String text) {
                                texts.add(text);
                            }
                        }
                    }
                }
            }
        }
        return texts;
    }

    private static Map<String, Object> shipment(String city) {
        return ShipmentBody.of("dhl_parcel_de", "V01PAK", 1, city);
    }
}
