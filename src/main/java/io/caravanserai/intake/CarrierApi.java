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
import org.jspecify.annotations.Nullable;

/**
 * Asks a carrier's API about tracking numbers. It follows no redirect, so that credentials go where the route says and
 * nowhere else, waits no longer than the timeout and reads no more than one message can hold.
 */
final class CarrierApi implements PolledApi {
    private static final int MAX_BYTES = WholeSplitter.MAX_BYTES;

    private final ApiTemplate template;
    private final ApiLogin.Settings credentials;
    private final ApiLogin login;
    private final HttpClient client;
    private final ReadErrors readErrors;
    private final Clock clock;

    CarrierApi(ApiTemplate template, ApiLogin.Settings credentials, ReadErrors readErrors, Clock clock) {
        this.template = template;
        this.credentials = credentials;
        this.readErrors = readErrors;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(credentials.timeout())
                .build();
        this.login = new ApiLogin(credentials, client, clock);
    }

    private CarrierApi(ApiTemplate template, CarrierApi other) {
        this.template = template;
        this.credentials = other.credentials;
        this.readErrors = other.readErrors;
        this.clock = other.clock;
        this.client = other.client;
        this.login = other.login;
    }

    /** Another request to the same carrier, with the same login. */
    CarrierApi with(ApiTemplate other) {
        return new CarrierApi(other, this);
    }

    @Override
    public void logInAgain() {
        login.forget();
    }

    @Override
    public ApiAnswer ask(List<String> numbers, String id) throws InterruptedException {
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
        String type = response.headers().firstValue("Content-Type").orElse("");
        try (InputStream in = response.body()) {
            boolean good = status >= 200 && status < 300;
            if (!good && !(readErrors.reads(status) && saysWhy(type))) {
                return meaning(response);
            }
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return new ApiAnswer.Failed("the answer is larger than " + MAX_BYTES + " bytes");
            }
            if (!good && bytes.length == 0) {
                return meaning(response);
            }
            @Nullable ApiAnswer otherwise = good || ReadErrors.aboutTheNumber(status) ? null : meaning(response);
            return new ApiAnswer.Body(bytes, type.isEmpty() ? null : type, !good, otherwise);
        }
    }

    /** What an error means by its status alone. */
    private ApiAnswer meaning(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        String retryAfter = response.headers().firstValue("Retry-After").orElse("");
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

    /** A page for people says nothing to a mapping. */
    private static boolean saysWhy(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return !type.contains("html") && (type.contains("json") || type.contains("xml"));
    }
}
