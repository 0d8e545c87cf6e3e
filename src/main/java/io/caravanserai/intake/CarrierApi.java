package io.caravanserai.intake;

import io.caravanserai.budget.RetryAfter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Asks a carrier's API about tracking numbers. It follows no redirect, so that credentials go where the route says and
 * nowhere else, waits no longer than the timeout and reads no more than one message can hold.
 */
final class CarrierApi {
    private static final int MAX_BYTES = WholeSplitter.MAX_BYTES;
    /** Login, time and pace: never about the number that was asked for (RFC 9110 section 15.5, RFC 6585 section 4). */
    private static final Set<Integer> ABOUT_THE_CALL = Set.of(401, 403, 407, 408, 425, 429);

    private final ApiTemplate template;
    private final ApiLogin.Settings credentials;
    private final ApiLogin login;
    private final HttpClient client;
    private final Clock clock;

    CarrierApi(ApiTemplate template, ApiLogin.Settings credentials, Clock clock) {
        this.template = template;
        this.credentials = credentials;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(credentials.timeout())
                .build();
        this.login = new ApiLogin(credentials, client, clock);
    }

    ApiAnswer ask(List<String> numbers, String id) throws InterruptedException {
        try {
            HttpResponse<InputStream> response = send(numbers, id);
            if (response.statusCode() == 401 && login.canRefresh()) {
                response.body().close();
                login.forget();
                response = send(numbers, id);
            }
            return answer(response);
        } catch (ApiLogin.Refused e) {
            return new ApiAnswer.NotAllowed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new ApiAnswer.Failed(e.toString());
        }
    }

    private HttpResponse<InputStream> send(List<String> numbers, String id)
            throws IOException, InterruptedException, ApiLogin.Refused {
        ApiTemplate.Values values = new ApiTemplate.Values(
                credentials.user(), credentials.secret(), credentials.client(), login.tokenInRequest(), id);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(template.urlFor(numbers, values)))
                .timeout(credentials.timeout());
        template.headersFor(values).forEach(request::setHeader);
        if (template.method().equals("POST")) {
            request.setHeader("Content-Type", template.contentType());
            request.POST(HttpRequest.BodyPublishers.ofByteArray(template.bodyFor(numbers, values)));
        }
        login.apply(request);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private ApiAnswer answer(HttpResponse<InputStream> response) throws IOException {
        int status = response.statusCode();
        String retryAfter = response.headers().firstValue("Retry-After").orElse("");
        String type = response.headers().firstValue("Content-Type").orElse("");
        try (InputStream in = response.body()) {
            boolean refused = saysWhy(status, type);
            if ((status >= 200 && status < 300) || refused) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    return new ApiAnswer.Failed("the answer is larger than " + MAX_BYTES + " bytes");
                }
                if (!refused || bytes.length > 0) {
                    return new ApiAnswer.Body(bytes, type.isEmpty() ? null : type, refused);
                }
            }
        }
        if (status == 429 || (status == 503 && !retryAfter.isEmpty())) {
            return new ApiAnswer.Throttled(RetryAfter.pause(retryAfter, clock.instant()));
        }
        if (status == 401 || status == 403 || status == 407) {
            return new ApiAnswer.NotAllowed("HTTP " + status + ": check the credentials of this account");
        }
        if (status >= 300 && status < 400) {
            return new ApiAnswer.Failed(
                    "HTTP " + status + ": redirects are not followed, correct the url of the route");
        }
        return new ApiAnswer.Failed("HTTP " + status);
    }

    /** Most carriers tell by 400, 404 or 422 that they do not know a number; a page for people is no such answer. */
    private static boolean saysWhy(int status, String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return status >= 400
                && status < 500
                && !ABOUT_THE_CALL.contains(status)
                && !type.contains("html")
                && (type.contains("json") || type.contains("xml"));
    }
}
