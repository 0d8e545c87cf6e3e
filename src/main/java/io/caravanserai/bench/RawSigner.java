package io.caravanserai.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravanserai.delivery.WebhookSecret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a client does that signs and sends, and nothing else: no deadline, no check of the target, no limit of answers. */
final class RawSigner implements AutoCloseable {
    private final HttpClient client;
    private final int port;
    private final SecretKeySpec key;
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::mac);

    RawSigner(Vertx vertx, int port, int open, WebhookSecret secret) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true), new PoolOptions().setHttp1MaxSize(open));
        this.port = port;
        this.key =
                new SecretKeySpec(Base64.getDecoder().decode(secret.text().substring("whsec_".length())), "HmacSHA256");
    }

    Future<Boolean> send(String id, byte[] body) {
        return client.request(HttpMethod.POST, port, "127.0.0.1", "/webhook/tracking")
                .compose(request -> post(request, id, body))
                .compose(answer -> answer.end().map(answer.statusCode() / 100 == 2));
    }

    private Future<HttpClientResponse> post(HttpClientRequest request, String id, byte[] body) {
        String seconds = Long.toString(Instant.now().getEpochSecond());
        return request.putHeader("content-type", "application/json")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", seconds)
                .putHeader("webhook-signature", signature(id, seconds, body))
                .send(Buffer.buffer(body));
    }

    private String signature(String id, String seconds, byte[] body) {
        Mac mac = macs.get();
        mac.update((id + "." + seconds + ".").getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
