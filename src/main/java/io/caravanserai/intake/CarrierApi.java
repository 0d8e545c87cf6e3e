package io.caravanserai.intake;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Asks a carrier's API about tracking numbers. It follows no redirect, so that credentials go where the route says and
 * nowhere else, waits no longer than the timeout and reads no more than one message can hold.
 */
final class CarrierApi {
    private static final int MAX_BYTES = WholeSplitter.MAX_BYTES;
    private static final Duration PAUSE_UNLESS_TOLD = Duration.ofSeconds(60);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

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
        ApiTemplate.Values values = new ApiTemplate.Values(credentials.user(), credentials.secret(), id);
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
        try (InputStream in = response.body()) {
            if (status >= 200 && status < 300) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                return bytes.length > MAX_BYTES
                        ? new ApiAnswer.Failed("the answer is larger than " + MAX_BYTES + " bytes")
                        : new ApiAnswer.Body(
                                bytes,
                                response.headers().firstValue("Content-Type").orElse(null));
            }
        }
        if (status == 429 || (status == 503 && !retryAfter.isEmpty())) {
            return new ApiAnswer.Throttled(pause(retryAfter));
        }
        if (status == 401 || status == 403) {
            return new ApiAnswer.NotAllowed("HTTP " + status + ": check the credentials of this account");
        }
        if (status >= 300 && status < 400) {
            return new ApiAnswer.Failed(
                    "HTTP " + status + ": redirects are not followed, correct the url of the route");
        }
        return new ApiAnswer.Failed("HTTP " + status);
    }

    /** Seconds or an HTTP date (RFC 9110 section 10.2.3). */
    private Duration pause(String retryAfter) {
        Duration pause = PAUSE_UNLESS_TOLD;
        try {
            if (retryAfter.matches("\\d{1,9}")) {
                pause = Duration.ofSeconds(Long.parseLong(retryAfter));
            } else if (!retryAfter.isEmpty()) {
                Instant until = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                pause = Duration.between(clock.instant(), until);
            }
        } catch (DateTimeException e) {
            pause = PAUSE_UNLESS_TOLD;
        }
        if (pause.isNegative() || pause.isZero()) {
            return Duration.ofSeconds(1);
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
