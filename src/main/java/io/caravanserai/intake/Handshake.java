package io.caravanserai.intake;

import io.caravanserai.http.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a carrier's new subscription comes to life: the carrier calls with a code, and the hub tells it back to the
 * carrier's API. Where it is told to is in the route: the call names the subscription, never the address.
 */
final class Handshake {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final CallText where;
    private final String value;
    private final CallText id;
    private final CallText code;
    private final ApiTemplate confirmation;
    private final String keyHeader;
    private final String key;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();

    /**
     * @param where where a call says what it is
     * @param value what a handshake says there
     * @param id where the subscription's id is; of an address what follows its last slash
     * @param code where the code is
     * @param confirmation the request that tells it back
     * @param keyHeader header of the hub's key, empty for none
     * @param key a {@link SecretRef} to the key
     */
    Handshake(
            CallText where,
            String value,
            CallText id,
            CallText code,
            ApiTemplate confirmation,
            String keyHeader,
            String key) {
        this.where = where;
        this.value = value;
        this.id = id;
        this.code = code;
        this.confirmation = confirmation;
        this.keyHeader = keyHeader;
        this.key = key;
    }

    /** Whether the call is one. */
    boolean isIn(HttpCall call) {
        return where.text(call).equals(value);
    }

    /** Confirms the subscription; null when the carrier agreed, else why not. */
    @Nullable
    String confirm(HttpCall call) {
        String address = id.text(call);
        String subscription = address.substring(address.lastIndexOf('/') + 1);
        String told = code.text(call);
        if (subscription.isBlank() || told.isBlank()) {
            return "the call has no " + (told.isBlank() ? code : id);
        }
        try {
            int status = client.send(request(subscription, told), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status >= 200 && status < 300 ? null : "the carrier answers HTTP " + status;
        } catch (SecretRef.MissingSecret missing) {
            return missing.getMessage();
        } catch (IOException e) {
            return "the carrier's API cannot be reached: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the hub is stopping";
        }
    }

    private HttpRequest request(String subscription, String told) {
        ApiTemplate.Values values = new ApiTemplate.Values("", told, ApiLogin.Client.NONE, "", subscription);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(confirmation.urlFor(List.of(), values)))
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.noBody());
        confirmation.headersFor(values).forEach(request::setHeader);
        if (!keyHeader.isBlank()) {
            request.setHeader(keyHeader, SecretRef.parse(key).resolve());
        }
        return request.build();
    }
}
