package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.intake.RawHttp;
import io.caravanserai.runtime.TestHub;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Whoever sends whatever: an answer that a web page can read, which repeats nothing, and nothing is kept. */
class HostileTrackTest {
    private static final String CANARY = "canary4711";
    private static final String SHOP = "{\"source\":{\"id\":\"shop\"}";
    private static final String ORIGIN = "https://a.example";

    private static Path data;
    private static TestHub hub;
    private static ListAppender<ILoggingEvent> log;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        data = folder;
        log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
        hub = TestHub.onSharedBroker(
                folder, Map.of("hub.track.debug", "true", "hub.track.max-body", "64KiB", "hub.http.max-body", "1MiB"));
        source("{\"id\":\"shop\",\"name\":\"Shop\"}");
        source("{\"id\":\"hook\",\"name\":\"Hook\",\"type\":\"webhook\"}");
        source("{\"id\":\"small\",\"name\":\"Small\",\"config\":{\"max_body\":200}}");
        source("{\"id\":\"near\",\"name\":\"Near\",\"config\":{\"allowed_origins\":[\"https://Shop.example/\"]}}");
        source(
                """
                {"id":"strict","name":"Strict","config":{"on_invalid":"reject","schemas":{"Page View":
                {"additionalProperties":false,"properties":{"n":{"enum":[1]},"m":{"additionalProperties":{"type":"null"}}}}}}}""");
    }

    @AfterAll
    static void stop() {
        hub.close();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        assertThat(log.list).isNotEmpty();
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains(CANARY));
    }

    private static void source(String json) throws Exception {
        assertThat(hub.manage("POST", "/admin/event-sources", json.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(201);
    }

    private static HttpResponse<String> send(String method, String path, byte[] body, String... headers)
            throws Exception {
        List<String> all = new ArrayList<>(List.of("Origin", ORIGIN));
        all.addAll(List.of(headers));
        return hub.call(method, path, body, all.toArray(String[]::new));
    }

    private static HttpResponse<String> track(String body, String... headers) throws Exception {
        return send("POST", "/track", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void assertReadable(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(ORIGIN);
        assertThat(answer.headers().allValues("access-control-allow-credentials"))
                .containsExactly("true");
        assertThat(answer.headers().allValues("vary")).containsExactly("Origin");
        assertThat(answer.body()).doesNotContain(CANARY);
        assertThat(json(answer).has("detail")).isEqualTo(status >= 400);
    }

    private static void assertRefused(HttpResponse<String> answer, int status) throws Exception {
        long before = kept();
        assertReadable(answer, status);
        assertThat(kept()).isEqualTo(before);
    }

    private static long kept() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("store/hub.db"));
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT (SELECT COUNT(*) FROM behaviour_event)"
                                + " + (SELECT COUNT(*) FROM behaviour_session) + (SELECT COUNT(*) FROM profile)")) {
            return rows.getLong(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 422",
                "null | 422",
                "[] | 422",
                "\"canary4711\" | 422",
                "1e999 | 422",
                "{\"canary4711\":1} | 422",
                "{\"source\":\"canary4711\"} | 422",
                "{\"source\":{\"id\":\"canary4711\"}} | 401",
                "{\"source\":{\"id\":\"canary\\u0000\"}} | 422",
                "{\"source\":{\"id\":\"hook\"},\"x\":\"canary4711\"} | 403",
                "{\"source\":{\"id\":\"near\"},\"x\":\"canary4711\"} | 403",
                "{\"source\":{\"id\":\"shop\"},\"ids\":[\"canary4711\"]} | 422",
                "{\"source\":{\"id\":\"shop\"},\"properties\":{\"canary4711\":NaN}} | 422",
                "{\"source\":{\"id\":\"shop\"}} {\"canary4711\":1} | 422",
                "{\"source\":{\"id\":\"shop\"},\"session\":{\"id\":\"canary4711\\u0000\"}} | 422",
                "{\"source\":{\"id\":\"shop\"},\"canary4711\" | 422",
                "{'source':{'id':'canary4711'}} | 422",
                "{\"source\":{\"id\":\"strict\"},\"events\":[{\"type\":\"page view\",\"properties\":{\"canary4711\":1}}]} | 422",
                "{\"source\":{\"id\":\"strict\"},\"events\":[{\"type\":\"page view\",\"properties\":{\"n\":\"canary4711\"}}]} | 422",
                "{\"source\":{\"id\":\"strict\"},\"events\":[{\"type\":\"page view\",\"properties\":{\"m\":{\"canary4711\":1}}}]} | 422",
            })
    void nothingIsKeptNorRepeated(String body, int status) throws Exception {
        long before = kept();

        assertReadable(track(body), status);

        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void deepAndLongDocumentsAreRefused() throws Exception {
        assertRefused(track("[".repeat(10_000)), 422);
        assertRefused(track("{\"a\":".repeat(10_000)), 422);
        assertRefused(track(SHOP + ",\"context\":" + "[".repeat(10_000)), 422);
        assertRefused(track(SHOP + ",\"properties\":{\"n\":" + "9".repeat(5000) + "}}"), 422);
        assertRefused(
                track(SHOP + ",\"events\":[{\"type\":\"" + CANARY + "\"}" + ",{\"type\":\"a\"}".repeat(1000) + "]}"),
                422);
        assertRefused(track(SHOP + ",\"events\":[{\"type\":\"a\",\"id\":\"" + CANARY.repeat(100) + "\"}]}"), 422);
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        byte[] body = (SHOP + ",\"session\":{\"id\":\"" + CANARY + "#\"}}").getBytes(StandardCharsets.UTF_8);
        body[body.length - 4] = (byte) 0xff;
        assertRefused(send("POST", "/track", body), 422);

        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((SHOP + "}").getBytes(StandardCharsets.UTF_8));
        }
        assertRefused(send("POST", "/track", packed.toByteArray(), "Content-Encoding", "gzip"), 422);
    }

    @ParameterizedTest
    @CsvSource({"70000", "2000000"})
    void whatIsTooLargeIsNotLookedAt(int length) throws Exception {
        String large = SHOP + ",\"x\":\"" + CANARY + "x".repeat(length) + "\"}";
        assertRefused(track(large), 413);
        assertRefused(send("POST", "/track/batch", large.getBytes(StandardCharsets.UTF_8)), 413);
        assertRefused(send("POST", "/collect/a/hook", large.getBytes(StandardCharsets.UTF_8)), 413);
    }

    @Test
    void norIsWhatHidesItsLength() throws Exception {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        String request = "POST /track HTTP/1.1\r\nHost: hub\r\nOrigin: " + ORIGIN
                + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n";

        String answer = RawHttp.exchange(hub.hub().httpPort(), request.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.toLowerCase(Locale.ROOT))
                .startsWith("http/1.1 413")
                .contains("access-control-allow-origin: " + ORIGIN);
    }

    @Test
    void whatIsNotThereIsReadableToo() throws Exception {
        assertReadable(send("GET", "/track", new byte[0]), 405);
        assertReadable(send("PUT", "/track", CANARY.getBytes(StandardCharsets.UTF_8)), 405);
        assertReadable(send("DELETE", "/collect/a/hook", new byte[0]), 405);
        assertReadable(send("GET", "/collect/a", new byte[0]), 404);
        assertReadable(send("GET", "/collect/a/" + CANARY, new byte[0]), 401);
        assertReadable(send("GET", "/collect/%20/hook", new byte[0]), 422);
        for (String broken : List.of("/collect/%zz/hook", "/collect/a/hook?x=%zz", "/track?profile_less=%zz")) {
            RawHttp.Answer answer =
                    RawHttp.send(hub.hub().httpPort(), "POST", broken, List.of("Origin: " + ORIGIN), new byte[0]);
            assertThat(answer.status()).as(broken).isEqualTo(400);
            assertThat(answer.text()).containsIgnoringCase("access-control-allow-origin: " + ORIGIN);
            assertThat(answer.text()).contains("\"detail\"");
        }
    }

    @Test
    void otherPortsStayClosedToPages() throws Exception {
        for (String path : List.of("/shipments", "/carriers/sandbox/events", "/nothing", "/trackers")) {
            assertThat(send("POST", path, new byte[0]).headers().map())
                    .doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void originsAreComparedAsBrowsersWriteThem() throws Exception {
        String near = "{\"source\":{\"id\":\"near\"}}";
        byte[] body = near.getBytes(StandardCharsets.UTF_8);

        assertThat(hub.call("POST", "/track", body, "Origin", "https://shop.example")
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.call("POST", "/track", body).statusCode())
                .as("no browser")
                .isEqualTo(200);
        for (String origin : List.of("https://shop.example.evil.example", "http://shop.example", "null")) {
            HttpResponse<String> answer = hub.call("POST", "/track", body, "Origin", origin);
            assertThat(answer.statusCode()).as(origin).isEqualTo(403);
            assertThat(answer.headers().firstValue("vary")).contains("Origin");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, '', 422",
        "false, x-key, 422",
        "true, '', 200",
        "true, x-key, 422",
    })
    void profileLessIsAnEventAndAKeyIsAQuery(boolean profileLess, String header, int status) throws Exception {
        String path = profileLess ? "/track?profile_less=true" : "/track";
        byte[] body =
                (profileLess ? SHOP + "}" : header.isEmpty() ? "{}" : SHOP + "}").getBytes(StandardCharsets.UTF_8);
        String[] headers = header.isEmpty() ? new String[0] : new String[] {header, "key"};

        assertThat(send("POST", path, body, headers).statusCode()).isEqualTo(status);
    }

    @Test
    void aStoreInTroubleIsNoSuccess() throws Exception {
        byte[] payload = (SHOP + ",\"events\":[{\"type\":\"a\"}]}").getBytes(StandardCharsets.UTF_8);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("store/hub.db"))) {
            connection.createStatement().execute("PRAGMA busy_timeout = 60000");
            connection.createStatement().execute("ALTER TABLE behaviour_session RENAME TO away");
            try {
                HttpResponse<String> answer = send("POST", "/track", payload);
                assertReadable(answer, 503);
                assertThat(answer.headers().firstValue("retry-after")).isPresent();
                assertReadable(send("POST", "/track/batch", payload), 503);
                assertReadable(send("GET", "/collect/a/hook/s", new byte[0]), 503);
            } finally {
                connection.createStatement().execute("ALTER TABLE away RENAME TO behaviour_session");
            }
        }
        assertReadable(send("POST", "/track", payload), 200);
    }

    @Test
    void linesOfABatchAreHeldToTheirOwnLimits() throws Exception {
        String small = "{\"source\":{\"id\":\"small\"},\"session\":{\"id\":\"b\"}}";
        byte[] batch = (small + "\r\n \r\n" + small + "\n" + SHOP + ",\"session\":{\"id\":\"#\"}}\n[]\n" + small
                        + " ".repeat(300) + "\n" + small)
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < batch.length; i++) {
            batch[i] = batch[i] == '#' ? (byte) 0xff : batch[i];
        }

        HttpResponse<String> answer = send("POST", "/track/batch", batch);

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(json(answer).path("results").findValuesAsText("line")).containsExactly("1", "3", "4", "5", "6", "7");
        assertThat(json(answer).path("results").findValuesAsText("status"))
                .containsExactly("200", "200", "422", "422", "413", "200");
        assertRefused(send("POST", "/track/batch", (SHOP + "}\n").repeat(1001).getBytes(StandardCharsets.UTF_8)), 413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET | ?a=1&b=2&a=3&c | | | {\"a\":[\"1\",\"3\"],\"b\":\"2\",\"c\":\"\"}",
                "POST | ?a=1 | | | {\"a\":\"1\"}",
                "POST | | application/x-www-form-urlencoded | a=1&b=%20x | {\"a\":\"1\",\"b\":\" x\"}",
                "POST | | application/x-www-form-urlencoded | a=%zz | {\"body\":\"a=%zz\"}",
                "POST | | application/json | {\"a\":[1,null]} | {\"a\":[1,null]}",
                "POST | ?q=1 | text/plain | {\"a\":1} | {\"a\":1}",
                "POST | | application/json | [1] | {\"body\":\"[1]\"}",
                "POST | | application/json | {\"a\" | {\"body\":\"{\\\"a\\\"\"}",
                "POST | | text/plain | hello | {\"body\":\"hello\"}",
                "POST | | | | {}",
            })
    void whatIsCollectedBecomesTheProperties(String method, String query, String type, String body, String properties)
            throws Exception {
        String[] headers = type == null ? new String[0] : new String[] {"Content-Type", type};
        String session = "s/" + Integer.toHexString((method + query + type + body).hashCode());

        HttpResponse<String> answer = send(
                method,
                "/collect/Form%20Sent%2F1/hook/" + session.replace("/", "%2F") + (query == null ? "" : query),
                body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8),
                headers);

        assertReadable(answer, 200);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(json(answer).at("/session/id").asText()).isEqualTo(session);
        JsonNode first = json(hub.manage("GET", "/admin/sessions/" + session.replace("/", "%2F"), new byte[0]))
                .path("events");
        assertThat(first)
                .filteredOn(event -> !event.path("system").asBoolean())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("type").asText()).isEqualTo("form-sent/1");
                    assertThat(event.path("properties").toString()).isEqualTo(properties);
                });
    }
}
