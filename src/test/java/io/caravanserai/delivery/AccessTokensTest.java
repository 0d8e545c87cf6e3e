package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.caravanserai.event.Json;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracking.ShipmentEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Endpoints that want an OAuth 2.0 access token with each message. */
class AccessTokensTest {
    private final DeliveryHarness hub = new DeliveryHarness(Dialect.SQLITE);
    private final WebhookSink sink = hub.sink();
    private final WebhookSink server = hub.sink();
    private final AtomicInteger issued = new AtomicInteger();

    @BeforeEach
    void open() {
        hub.start();
        server.answer((message, response) -> issue(response));
    }

    private void issue(HttpServerResponse response) {
        response.end("{\"access_token\":\"token-" + issued.incrementAndGet()
                + "\",\"token_type\":\"Bearer\",\"expires_in\":1000}");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void oneTokenServesManyMessagesAndIsAskedForAsRfc6749Says() throws Exception {
        Subscription subscription = subscribe(",\"scope\":\"hooks write\",\"audience\":\"https://api.example/\"");

        hub.send(IntStream.range(0, 60).mapToObj(i -> News.of("S" + i, "e" + i)).toArray(ShipmentEvent[]::new));

        await().until(() -> hub.count("delivered") == 60);
        assertThat(server.received()).as("single flight").hasSize(1);
        assertThat(sink.received())
                .extracting(message -> message.headers().get("authorization"))
                .containsOnly("Bearer token-1");
        Messages.verify(subscription, sink.received().get(0));
        WebhookSink.Received asked = server.received().get(0);
        assertThat(asked.path()).isEqualTo("/oauth/token");
        assertThat(asked.text())
                .isEqualTo("grant_type=client_credentials&scope=hooks+write&audience=https%3A%2F%2Fapi.example%2F");
        assertThat(asked.headers())
                .containsEntry("content-type", "application/x-www-form-urlencoded")
                .containsEntry(
                        "authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString("me%3A1:s%C3%A9cret".getBytes(StandardCharsets.UTF_8)))
                .doesNotContainKey("webhook-signature");
        assertThat(Json.text(SubscriptionView.of(subscription)))
                .contains("me:1")
                .doesNotContain("sécret");
        assertThat(subscription.toString()).doesNotContain("sécret");
    }

    @Test
    void theClientMayShowItselfInTheForm() {
        subscribe(",\"auth_method\":\"client_secret_post\"");

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.count("delivered") == 1);
        assertThat(server.received().get(0).text())
                .isEqualTo("grant_type=client_credentials&client_id=me%3A1&client_secret=s%C3%A9cret");
        assertThat(server.received().get(0).headers()).doesNotContainKey("authorization");
    }

    @Test
    void aTokenIsRenewedAfterFourFifthsOfItsLife() {
        subscribe("");
        tell("a1", 1);
        hub.clock.advance(Duration.ofSeconds(790));
        tell("a2", 2);
        assertThat(server.received()).hasSize(1);

        hub.clock.advance(Duration.ofSeconds(11));
        tell("a3", 3);

        assertThat(authorizations()).containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    @Test
    void theOldTokenServesToItsEndWhileNoNewOneCanBeHad() {
        subscribe("");
        tell("a1", 1);
        server.answer((message, response) -> response.setStatusCode(503).end());

        hub.clock.advance(Duration.ofSeconds(901));
        tell("a2", 2);
        assertThat(server.received()).hasSize(2);
        hub.clock.advance(Duration.ofSeconds(200));
        hub.send(News.of("of a3", "a3"));

        await().until(() -> hub.lines().get(0).attempts() == 1);
        assertThat(hub.lines().get(0).lastError()).isEqualTo("token: HTTP 503");
        assertThat(authorizations()).containsExactly("Bearer token-1", "Bearer token-1");
    }

    @Test
    void aTokenThatIsNotTakenIsDropped() {
        subscribe("");
        sink.answer((message, response) -> response.setStatusCode(
                        "Bearer token-1".equals(message.headers().get("authorization")) ? 401 : 204)
                .end());
        hub.send(News.of("A", "a1"));
        await().until(() -> hub.only().attempts() == 1);

        hub.advance(Duration.ofSeconds(10));

        await().until(() -> hub.count("delivered") == 1);
        assertThat(authorizations()).containsExactly("Bearer token-1", "Bearer token-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":\"invalid_client\"} | token: HTTP 400 invalid_client",
                "302 | | token: HTTP 302",
                "200 | no json | token: the answer has no access_token that fits into a header",
                "200 | {\"access_token\":\"a\\r\\nb: c\"} | token: the answer has no access_token that fits into a header",
                "200 | {\"access_token\":\"a\",\"token_type\":\"mac\"} | token: the token is no bearer token",
            })
    void withoutATokenNothingIsSentAndTheReasonIsToldWithTheAttempt(int status, String body, String error) {
        subscribe("");
        server.answer((message, response) -> response.setStatusCode(status)
                .putHeader("Location", sink.url() + "/elsewhere")
                .end(body == null ? "" : body));

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.only().attempts() == 1);
        assertThat(hub.only().lastError()).isEqualTo(error);
        assertThat(hub.only().status()).isEqualTo("pending");
        assertThat(sink.received()).isEmpty();
    }

    @Test
    void theTokenServerIsReadNoFurtherThanAnEndpoint() {
        subscribe("");
        server.answer((message, response) -> {
            response.setChunked(true);
            response.write(Buffer.buffer(new byte[GuardedHttp.MOST_ANSWER_BYTES + 1]));
        });

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.only().attempts() == 1);
        assertThat(hub.only().lastError()).isEqualTo("token: the answer is longer than 65536 bytes");
    }

    @Test
    void theTokenServerMustBePublicWhenSubscribingAndAtEachConnect() throws Exception {
        TargetPolicy strict = new TargetPolicy(host -> Future.failedFuture("no such name"), false);
        SubscriptionApi api =
                new SubscriptionApi(call -> FreshStore.ACCOUNT, hub.subscriptions, strict, Set.of(), id -> {});
        assertThat(refusal(api, "https://169.254.169.254/token")).contains("oauth.token_url", "not public");
        assertThat(refusal(api, "http://tokens.example/token")).contains("oauth.token_url", "https://");

        GuardedHttp http = new GuardedHttp(hub.vertx, strict, Duration.ofSeconds(15), hub.clock);
        AccessTokens tokens = new AccessTokens(http, http.client(http.options()), hub.clock);
        TokenGrant grant = new TokenGrant(server.url(), "me", "secret", null, null, "client_secret_basic");
        Future<String> token = tokens.token("s", grant);

        await().until(token::isComplete);
        assertThat(token.cause().getMessage()).contains("not public");
        assertThat(server.received()).isEmpty();
    }

    private String refusal(SubscriptionApi api, String tokenUrl) {
        String body = "{\"endpoint\":\"https://93.184.216.34/\",\"oauth\":" + grant(tokenUrl, "") + "}";
        HttpProblem problem = catchThrowableOfType(
                HttpProblem.class,
                () -> api.create(hub.call(
                        "POST", Map.of("account_number", FreshStore.ACCOUNT, "kind", "tracking"), Map.of(), body)));
        return new String(problem.answer().body(), StandardCharsets.UTF_8);
    }

    private Subscription subscribe(String more) {
        return hub.subscribe(sink.url(), ",\"oauth\":" + grant(server.url() + "/oauth/token", more));
    }

    private static String grant(String url, String more) {
        return "{\"token_url\":\"" + url + "\",\"client_id\":\"me:1\",\"client_secret\":\"sécret\"" + more + "}";
    }

    private void tell(String event, int delivered) {
        hub.send(News.of("of " + event, event));
        await().until(() -> hub.count("delivered") == delivered);
    }

    private List<String> authorizations() {
        return sink.received().stream()
                .map(message -> String.valueOf(message.headers().get("authorization")))
                .toList();
    }
}
