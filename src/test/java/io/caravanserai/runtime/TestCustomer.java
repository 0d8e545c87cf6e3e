package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.AccountStore;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.WebhookSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A customer of a test's hub: an account, a webhook receiver of its own and the calls it makes. */
public final class TestCustomer implements AutoCloseable {
    private final Calls hub;
    private final String account;
    private final String key;
    private final String secret;
    private final WebhookSink sink;
    private final Map<WebhookSink.Received, List<JsonNode>> read = Collections.synchronizedMap(new IdentityHashMap<>());

    /** How the hub is called: in this process or another. */
    interface Calls {
        HttpResponse<String> call(String method, String path, byte[] body, String... headers)
                throws IOException, InterruptedException;
    }

    private TestCustomer(Calls hub, String account, String key, WebhookSink sink, String secret) {
        this.hub = hub;
        this.account = account;
        this.key = key;
        this.sink = sink;
        this.secret = secret;
    }

    private TestCustomer(Calls hub, String account, String key, WebhookSink sink)
            throws IOException, InterruptedException {
        this.hub = hub;
        this.account = account;
        this.key = key;
        this.sink = sink;
        this.secret = TestHub.json(post(
                        "/accounts/" + this.account + "/webhooks/tracking/subscriptions",
                        Map.of("endpoint", sink.url())))
                .path("secret")
                .asText();
    }

    /** Makes an account and subscribes its receiver to tracking webhooks. */
    public static TestCustomer of(TestHub hub) throws IOException, InterruptedException {
        HttpResponse<String> account =
                hub.manage("POST", "/admin/accounts", Json.bytes(Map.of("name", "Shop of the test")));
        return of(hub::call, account);
    }

    /** Subscribes for an account that is there. */
    static TestCustomer of(Calls hub, AccountStore.Created account) throws IOException, InterruptedException {
        return new TestCustomer(hub, account.accountNumber(), account.key(), WebhookSink.start("127.0.0.1", 0));
    }

    /**
     * Subscribes for an account that was just made.
     *
     * @param account what {@code POST /admin/accounts} answered
     */
    static TestCustomer of(Calls hub, HttpResponse<String> account) throws IOException, InterruptedException {
        JsonNode made = TestHub.json(account);
        return new TestCustomer(
                hub,
                made.path("account_number").asText(),
                made.path("key").asText(),
                WebhookSink.start("127.0.0.1", 0));
    }

    /** The same customer after its hub was started again; what closes this one closes it too. */
    TestCustomer at(TestHub restarted) {
        return new TestCustomer(restarted::call, account, key, sink, secret);
    }

    public String account() {
        return account;
    }

    /** What {@code x-key} must be. */
    public String key() {
        return key;
    }

    public WebhookSink sink() {
        return sink;
    }

    /** Has a number tracked; returns the shipment's id. */
    public String track(String carrier, String number) throws IOException, InterruptedException {
        return TestHub.json(post("/trackers", Map.of("carrier_id", carrier, "tracking_number", number)))
                .path("id")
                .asText();
    }

    /** Has many numbers tracked in one call. */
    public void trackAll(String carrier, List<String> numbers) throws IOException, InterruptedException {
        TestHub.json(post(
                "/trackers",
                numbers.stream()
                        .map(number -> Map.of("carrier_id", carrier, "tracking_number", number))
                        .toList()));
    }

    public HttpResponse<String> post(String path, Object body) throws IOException, InterruptedException {
        return call("POST", path, body);
    }

    HttpResponse<String> call(String method, String path, Object body) throws IOException, InterruptedException {
        return hub.call(
                method, path, Json.bytes(body), "x-key", key, "x-version", "v1", "Content-Type", "application/json");
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return hub.call("GET", path, new byte[0], "x-key", key, "x-version", "v1");
    }

    /** What the webhooks said about a number so far, oldest first; each must bear a good signature. */
    public List<JsonNode> told(String number) {
        return told().stream()
                .filter(update -> update.path("carrier_tracking_id").asText().equals(number))
                .toList();
    }

    /** The same about all numbers. */
    List<JsonNode> told() {
        List<JsonNode> updates = new ArrayList<>();
        for (WebhookSink.Received message : sink.received()) {
            updates.addAll(read.computeIfAbsent(message, this::verified));
        }
        return updates;
    }

    private List<JsonNode> verified(WebhookSink.Received message) {
        assertThat(message.verified(secret)).as("signature of %s", message.id()).isTrue();
        List<JsonNode> updates = new ArrayList<>();
        updates(message).forEach(updates::add);
        return updates;
    }

    /** The codes the webhooks told about a number, as milestone/code[/sub_code]. */
    public List<String> codes(String number) {
        return told(number).stream().map(TestCustomer::code).toList();
    }

    static String code(JsonNode update) {
        JsonNode code = update.at("/event/codes/gluey");
        JsonNode sub = code.path("sub_code");
        return code.path("milestone").asText()
                + "/"
                + code.path("code").asText()
                + (sub.isNull() ? "" : "/" + sub.asText());
    }

    /** What a message of the hub says, a list. */
    static JsonNode updates(WebhookSink.Received message) {
        try {
            return Json.parse(message.body());
        } catch (IOException e) {
            throw new UncheckedIOException("a webhook's body is not JSON", e);
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
