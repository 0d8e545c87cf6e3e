package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a token is asked for: carriers differ in where they want id and secret. */
class ApiLoginTest {
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer issuer;

    @BeforeEach
    void start() throws Exception {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/token", exchange -> {
            try (exchange) {
                String authorization = exchange.getRequestHeaders().getFirst("Authorization");
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.add(authorization + " " + body);
                byte[] answer = "{\"access_token\":\"t1\",\"expires_in\":3600}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        issuer.start();
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    void oauth2SendsIdAndSecretByBasic() throws Exception {
        assertThat(authorizationOf("oauth2", "")).isEqualTo("Bearer t1");

        assertThat(asked).containsExactly("Basic YWNtZTpzJjM= grant_type=client_credentials&client_id=acme");
    }

    @Test
    void oauth2FormSendsIdSecretAndScopeInTheForm() throws Exception {
        assertThat(authorizationOf("oauth2-form", "merchant all")).isEqualTo("Bearer t1");

        assertThat(asked)
                .containsExactly(
                        "null grant_type=client_credentials&client_id=acme&client_secret=s%263&scope=merchant+all");
    }

    private String authorizationOf(String scheme, String scope) throws Exception {
        String url = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/token";
        ApiLogin login = new ApiLogin(
                new ApiLogin.Settings(
                        scheme, "acme", "s&3", url, scope, "", ApiLogin.Client.NONE, null, Duration.ofSeconds(5)),
                HttpClient.newHttpClient(),
                Clock.systemUTC());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1/"));
        login.apply(request);
        return request.build().headers().firstValue("Authorization").orElse("");
    }
}
