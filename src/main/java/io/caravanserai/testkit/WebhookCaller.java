package io.caravanserai.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Calls the hub's webhook as a carrier does, proving who it is in one of the carriers' ways. */
public final class WebhookCaller {
    private final URI url;
    private final String contentType;
    private final BiConsumer<HttpRequest.Builder, byte[]> proof;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private WebhookCaller(String url, String contentType, BiConsumer<HttpRequest.Builder, byte[]> proof) {
        this.url = URI.create(url);
        this.contentType = contentType;
        this.proof = proof;
    }

    /** A caller that proves nothing. */
    public static WebhookCaller open(String url) {
        return new WebhookCaller(url, "application/json", (request, body) -> {});
    }

    /** A fixed token in a header; UPS and Bring call so. */
    public static WebhookCaller token(String url, String header, String token) {
        return new WebhookCaller(url, "application/json", (request, body) -> request.header(header, token));
    }

    /** HTTP Basic. */
    public static WebhookCaller basic(String url, String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        String value = "Basic " + Base64.getEncoder().encodeToString(pair);
        return new WebhookCaller(url, "application/json", (request, body) -> request.header("Authorization", value));
    }

    /** HMAC-SHA256 of the body, hexadecimal behind a prefix. */
    public static WebhookCaller hmac(String url, String header, String prefix, String secret) {
        return new WebhookCaller(
                url,
                "application/json",
                (request, body) ->
                        request.header(header, prefix + HexFormat.of().formatHex(hmac(secret, body))));
    }

    /** The same caller sending another media type. */
    public WebhookCaller sending(String mediaType) {
        return new WebhookCaller(url.toString(), mediaType, proof);
    }

    /**
     * Sends one body and returns the answer.
     *
     * @throws IOException when the hub cannot be reached or gives no answer within 15 s
     */
    public HttpResponse<String> send(byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        proof.accept(request, body);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
