package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a carrier's answer, by its status and what it holds. */
class CarrierApiTest {
    private HttpServer carrier;
    private int status;
    private String type = "";
    private String body = "";
    private String retryAfter = "";
    private String readErrors = "4xx";

    @BeforeEach
    void start() throws Exception {
        carrier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        carrier.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", type);
                if (!retryAfter.isEmpty()) {
                    exchange.getResponseHeaders().set("Retry-After", retryAfter);
                }
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        carrier.start();
    }

    @AfterEach
    void stop() {
        carrier.stop(0);
    }

    private ApiAnswer ask() throws InterruptedException {
        PollSettings settings = new PollSettings();
        settings.setUrl("http://127.0.0.1:" + carrier.getAddress().getPort() + "/track/{numbers}");
        settings.setReadErrors(readErrors);
        return settings.api(Clock.systemUTC(), () -> true).ask(List.of("N1"), "id");
    }

    @ParameterizedTest
    @CsvSource({
        "404, application/json",
        "400, application/problem+json; charset=utf-8",
        "422, text/xml",
        "410, application/json"
    })
    void aRefusalThatSaysWhyIsAnAnswer(int code, String contentType) throws Exception {
        status = code;
        type = contentType;
        body = "{\"errors\":[{\"code\":\"TW0001\",\"message\":\"Tracking Information Not Found\"}]}";

        assertThat(ask()).isInstanceOfSatisfying(ApiAnswer.Body.class, answer -> {
            assertThat(answer.refused()).isTrue();
            assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).isEqualTo(body);
            assertThat(answer.contentType()).isEqualTo(contentType);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "404, text/html, <html>Not found</html>",
        "404, application/xhtml+xml, <html/>",
        "404, application/json, ''",
        "404, text/plain, no",
        "408, application/json, {}",
        "425, application/json, {}",
        "500, application/json, {}",
        "503, application/json, {}",
        "302, application/json, {}"
    })
    void whatSaysNothingAboutTheNumberIsAFailure(int code, String contentType, String text) throws Exception {
        status = code;
        type = contentType;
        body = text;

        assertThat(ask()).isInstanceOfSatisfying(ApiAnswer.Failed.class, failed -> assertThat(failed.reason())
                .startsWith("HTTP " + code));
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "407"})
    void wrongCredentialsAreNeverAnAnswer(int code) throws Exception {
        status = code;
        type = "application/json";
        body = "{\"errors\":[]}";

        assertThat(ask()).isInstanceOf(ApiAnswer.NotAllowed.class);
    }

    @ParameterizedTest
    @CsvSource({"429, '', PT1M", "429, 120, PT2M", "429, 9999999, PT24H", "503, 30, PT30S"})
    void retryAfterIsAPause(int code, String header, Duration pause) throws Exception {
        status = code;
        type = "application/json";
        body = "{}";
        retryAfter = header;

        assertThat(ask()).isEqualTo(new ApiAnswer.Throttled(pause));
    }

    @ParameterizedTest
    @CsvSource({
        "500, '4xx,500', '', HTTP 500",
        "502, '5xx, 5xx', '', HTTP 502",
        "403, '4xx 403', '', check the credentials",
        "503, '4xx;5xx', 30, PT30S"
    })
    void anErrorThatTheRouteHasReadKeepsWhatItsStatusMeans(int code, String read, String header, String otherwise)
            throws Exception {
        status = code;
        type = "text/xml";
        body = "<fault/>";
        readErrors = read;
        retryAfter = header;

        assertThat(ask()).isInstanceOfSatisfying(ApiAnswer.Body.class, answer -> {
            assertThat(answer.refused()).isTrue();
            assertThat(String.valueOf(answer.otherwise())).contains(otherwise);
        });
    }

    @ParameterizedTest
    @CsvSource({"500, 4xx", "404, 5xx", "401, 4xx", "429, 4xx", "404, ''"})
    void anErrorThatTheRouteDoesNotNameIsNone(int code, String read) throws Exception {
        status = code;
        type = "text/xml";
        body = "<fault/>";
        readErrors = read;

        assertThat(ask()).isNotInstanceOf(ApiAnswer.Body.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "3xx", "4xx,5", "50x", "abc"})
    void whatIsNoErrorStatusIsRefused(String written) {
        assertThatThrownBy(() -> ReadErrors.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no error status");
    }

    @Test
    void aGoodAnswerIsNoRefusal() throws Exception {
        status = 200;
        type = "application/json";
        body = "{}";

        assertThat(ask()).isInstanceOfSatisfying(ApiAnswer.Body.class, answer -> assertThat(answer.refused())
                .isFalse());
    }
}
