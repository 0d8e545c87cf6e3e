package io.caravanserai.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.intake.RawHttp;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests of which a proxy might read one and the hub two: such a one is refused and its connection closed. */
class RequestSmugglingTest {
    private static final String HIDDEN = "POST /hidden HTTP/1.1\r\nHost: hub\r\nContent-Length: 0\r\n\r\n";
    private static final List<String> SERVED = new CopyOnWriteArrayList<>();
    private static final Vertx VERTX = Vertx.vertx();
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

    static int port;

    @BeforeAll
    static void start() throws Exception {
        CONTEXT.start();
        Settings settings = Settings.of(Map.of("hub.http.host", "127.0.0.1", "hub.http.port", "0"));
        PublicHttpServer server =
                PublicHttpServer.start(CONTEXT, HubConfig.from(settings).http(), VERTX);
        CONTEXT.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String path : List.of("/echo", "/hidden")) {
                    from("platform-http:" + path)
                            .process(exchange -> SERVED.add(path))
                            .setBody(constant("served"));
                }
            }
        });
        server.open();
        port = server.port();
    }

    @AfterAll
    static void stop() throws IOException {
        CONTEXT.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void forget() {
        SERVED.clear();
    }

    static Stream<Arguments> ambiguous() {
        return Stream.of(
                Arguments.of("length and chunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
                Arguments.of("chunks and length", post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n")),
                Arguments.of("two lengths", post("Content-Length: 0\r\nContent-Length: 56", "")),
                Arguments.of("the same length twice", post("Content-Length: 0\r\nContent-Length: 0", "")),
                Arguments.of("two lengths in one", post("Content-Length: 0, 56", "")),
                Arguments.of("a signed length", post("Content-Length: +0", "")),
                Arguments.of("a length that is none", post("Content-Length: 0x38", "")),
                Arguments.of("a blank before the colon", post("Content-Length : 56", "")),
                Arguments.of("a name with a blank", post("Content Length: 56", "")),
                Arguments.of("lines that end in LF", "POST /echo HTTP/1.1\nHost: hub\nContent-Length: 0\n\n"),
                Arguments.of("a header that ends in LF", post("X-A: b\nContent-Length: 0", "")),
                Arguments.of("a lone CR in a header", post("X-A: b\rContent-Length: 56", "")),
                Arguments.of("a NUL in a header", post("X-A: b\0\r\nContent-Length: 0", "")),
                Arguments.of("a coding that is none", post("Transfer-Encoding: xchunked", "0\r\n\r\n")),
                Arguments.of("a coding with a tab", post("Transfer-Encoding: \u000bchunked", "0\r\n\r\n")),
                Arguments.of("chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "0\r\n\r\n")),
                Arguments.of("a chunk that is none", post("Transfer-Encoding: chunked", "0x5\r\nhello\r\n0\r\n\r\n")),
                Arguments.of("a chunk that ends in LF", post("Transfer-Encoding: chunked", "5;a\nhello\r\n0\r\n\r\n")),
                Arguments.of("a signed chunk", post("Transfer-Encoding: chunked", "+5\r\nhello\r\n0\r\n\r\n")));
    }

    private static String post(String headers, String body) {
        return "POST /echo HTTP/1.1\r\nHost: hub\r\n" + headers + "\r\n\r\n" + body;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void whatCouldBeReadInTwoWaysIsRefusedAndNothingBehindItIsRead(String name, String request) throws Exception {
        String answers = RawHttp.exchange(port, (request + HIDDEN).getBytes(ISO_8859_1));

        assertThat(answers).as("refused, or closed where the body is at fault").matches("(?s)(HTTP/1.[01] 400 .*)?");
        assertThat(SERVED).isEmpty();
    }

    static Stream<String> plain() {
        return Stream.of(
                post("Content-Length: 5", "hello"),
                post("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n"),
                post("Transfer-Encoding: Chunked", "5;a=b\r\nhello\r\n0\r\nX-Trailer: c\r\n\r\n"),
                post("Content-Length: 0", ""),
                // a folded line belongs to the header before it (RFC 9112 section 5.2)
                post("X-A: b\r\n Content-Length: 56\r\nContent-Length: 0", ""));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void whatIsPlainIsServedAndSoIsTheNextRequest(String request) throws Exception {
        String next = "POST /hidden HTTP/1.1\r\nHost: hub\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

        String answers = RawHttp.exchange(port, (request + next).getBytes(ISO_8859_1));

        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
        assertThat(SERVED).containsExactly("/echo", "/hidden");
    }
}
