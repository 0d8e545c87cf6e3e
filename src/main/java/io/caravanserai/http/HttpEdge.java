package io.caravanserai.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** Turns a platform-http exchange into an {@link HttpCall} and an {@link HttpAnswer} into its reply. */
public final class HttpEdge {
    private static final byte[] NO_BODY = new byte[0];
    private static final String CONTENT_TYPE = "content-type";
    /** No caller needs as many; more would be dropped in silence. */
    private static final int MAX_PARAMS = 100_000;

    private static final String FORM_TYPE = "x-hub-form-type";
    private static final String CLIENT = "x-hub-client";

    private HttpEdge() {}

    /**
     * Keeps Vert.x and Camel from taking a form apart: its fields would become message headers, and its bytes would be
     * lost. Callers that name no content type, curl among them, say form whatever they send.
     */
    static void hideForm(MultiMap headers) {
        headers.remove(FORM_TYPE);
        String type = headers.get(CONTENT_TYPE);
        if (type != null && isForm(type.trim().toLowerCase(Locale.ROOT))) {
            headers.remove(CONTENT_TYPE).add(FORM_TYPE, type);
        }
    }

    /** What a form is to be called again once nobody can take it apart any more. */
    static Map<String, List<String>> showForm(Map<String, List<String>> headers) {
        List<String> form = headers.remove(FORM_TYPE);
        if (form != null) {
            headers.put(CONTENT_TYPE, form);
        }
        return headers;
    }

    /** Notes who called, as trusted proxies tell. */
    static void nameClient(HttpServerRequest request, TrustedProxies proxies) {
        MultiMap headers = request.headers();
        headers.set(CLIENT, proxies.client(peer(request), headers.getAll("X-Forwarded-For")));
    }

    private static String peer(HttpServerRequest request) {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    private static boolean isForm(String type) {
        return type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/");
    }

    /**
     * Reads the request; the exchange must come from platform-http.
     *
     * @throws IllegalStateException when it does not
     */
    public static HttpCall call(Exchange exchange) {
        HttpServerRequest request = request(exchange);
        Message message = exchange.getIn();
        Map<String, List<String>> headers = headers(request.headers());
        List<String> client = headers.remove(CLIENT);
        return new HttpCall(
                request.method().name(),
                request.path(),
                pathParams(message),
                queryParams(request),
                headers,
                client == null ? peer(request) : client.get(0),
                body(message),
                () -> certificate(request));
    }

    /** Looked at only where it is asked for: to say that there is none costs an exception. */
    private static Optional<X509Certificate> certificate(HttpServerRequest request) {
        if (!request.isSSL()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    (X509Certificate) request.connection().peerCertificates().get(0));
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    /** The query as it came, without the question mark; empty when there is none. */
    public static String query(Exchange exchange) {
        String query = request(exchange).query();
        return query == null ? "" : query;
    }

    /** Makes the answer the exchange's reply, dropping whatever headers the route had set. */
    public static void answer(Exchange exchange, HttpAnswer answer) {
        Message reply = exchange.getMessage();
        reply.removeHeaders("*");
        answer.headers().forEach(reply::setHeader);
        reply.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        reply.setBody(Buffer.buffer(answer.body()));
    }

    private static HttpServerRequest request(Exchange exchange) {
        if (!(exchange.getIn() instanceof HttpMessage message)) {
            throw new IllegalStateException("this step answers HTTP requests: put it in a route from platform-http");
        }
        return message.getRequest();
    }

    /** Parameters of the query alone: to Vert.x, the parts of the path are parameters, too. */
    private static Map<String, List<String>> queryParams(HttpServerRequest request) {
        String query = request.query();
        return query == null || query.isEmpty()
                ? Map.of()
                : new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MAX_PARAMS).parameters();
    }

    /** The header filter lets only the route's own path parameters through as plain headers. */
    private static Map<String, String> pathParams(Message message) {
        Map<String, String> params = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (value instanceof String text && !name.startsWith("Camel")) {
                params.put(name, text);
            }
        });
        return params;
    }

    private static Map<String, List<String>> headers(MultiMap entries) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : entries) {
            String name = entry.getKey().toLowerCase(Locale.ROOT);
            all.computeIfAbsent(name, any -> new ArrayList<>(1)).add(entry.getValue());
        }
        return showForm(all);
    }

    private static byte[] body(Message message) {
        Object body = message.getBody();
        if (body instanceof Buffer buffer) {
            return buffer.getBytes();
        }
        return body instanceof byte[] bytes ? bytes : NO_BODY;
    }
}
