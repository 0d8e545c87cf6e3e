package io.caravanserai.label.api;

import io.caravanserai.budget.RetryAfter;
import io.caravanserai.intake.ApiLogin;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelCarrier;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.LabelStep;
import io.caravanserai.mapping.PayloadException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A carrier's label API. It follows no redirect, waits no longer than the timeout and takes every answer that leaves
 * open whether the carrier did what was asked as {@link CarrierAnswer.Doubtful}.
 */
final class LabelApi implements LabelCarrier {
    private static final Logger LOG = LoggerFactory.getLogger(LabelApi.class);
    private static final int MAX_BYTES = 32 * 1024 * 1024;
    private static final int MAX_COMPLAINT = 500;
    private static final Duration WITHOUT_LOGIN = Duration.ofMinutes(1);
    /** The carrier may have done it, or be doing it: 408 timeout, 409 conflict, 425 too early. */
    private static final Set<Integer> OPEN = Set.of(408, 409, 425);

    private final LabelApiSettings settings;
    private final Supplier<LabelMapping> mapping;
    private final HttpClient client;
    private final ApiLogin login;
    private final Clock clock;

    LabelApi(LabelApiSettings settings, Supplier<LabelMapping> mapping, Clock clock) {
        this.settings = settings;
        this.mapping = mapping;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
        this.login = new ApiLogin(settings.login(), client, clock);
    }

    @Override
    public CarrierAnswer call(LabelStep step, LabelOrder order) throws InterruptedException {
        Optional<URI> url = settings.urls().of(step, order);
        if (url.isEmpty()) {
            return rejected("the carrier's route has no address for this call: " + step, null);
        }
        LabelMapping present = mapping.get();
        HttpRequest request;
        try {
            request = request(step, url.get(), present, order);
        } catch (ApiLogin.Refused e) {
            LOG.warn("labels wait, no login carrier={} reason={}", order.carrier(), e.getMessage());
            return new CarrierAnswer.Throttled(WITHOUT_LOGIN);
        } catch (IOException e) {
            return new CarrierAnswer.Unsent("no login: " + e);
        } catch (IllegalArgumentException e) {
            return rejected("the request cannot be written: " + e.getMessage(), null);
        }
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                return answer(step, response, in.readNBytes(MAX_BYTES), present.answer());
            }
        } catch (HttpConnectTimeoutException | ConnectException e) {
            return new CarrierAnswer.Unsent("the carrier cannot be reached: " + e);
        } catch (IOException e) {
            return new CarrierAnswer.Doubtful("no answer from the carrier: " + e);
        }
    }

    private HttpRequest request(LabelStep step, URI url, LabelMapping present, LabelOrder order)
            throws IOException, InterruptedException, ApiLogin.Refused {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(settings.timeout());
        for (String header : settings.headers().split(";", -1)) {
            String[] pair = header.split("=", 2);
            if (pair.length == 2) {
                request.setHeader(pair[0].trim(), pair[1].trim());
            }
        }
        switch (step) {
            case BUY ->
                request.setHeader("Content-Type", present.xml() ? "text/xml; charset=utf-8" : "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(present.body(order)));
            case FIND, FETCH -> request.GET();
            case CANCEL -> request.DELETE();
        }
        login.apply(request);
        return request.build();
    }

    private CarrierAnswer answer(LabelStep step, HttpResponse<?> response, byte[] body, AnswerMapping reading) {
        int status = response.statusCode();
        String retryAfter = response.headers().firstValue("Retry-After").orElse("");
        if (status == 429 || (status == 503 && !retryAfter.isEmpty())) {
            return new CarrierAnswer.Throttled(RetryAfter.pause(retryAfter, clock.instant()));
        }
        if (status == 401 || status == 403 || status == 407) {
            login.forget();
            LOG.warn("labels wait, the carrier refuses the login carrier={} status={}", settings.carrier(), status);
            return new CarrierAnswer.Throttled(WITHOUT_LOGIN);
        }
        if (status >= 200 && status < 300) {
            return step == LabelStep.CANCEL ? new CarrierAnswer.Voided() : sold(step, body, reading);
        }
        if (step != LabelStep.BUY && (status == 404 || status == 410)) {
            return new CarrierAnswer.Absent();
        }
        String said = reading.complaint(body)
                .map(text -> text.substring(0, Math.min(MAX_COMPLAINT, text.length())))
                .orElse("HTTP " + status);
        return status >= 500 || OPEN.contains(status)
                ? new CarrierAnswer.Doubtful("HTTP " + status + ": " + said)
                : rejected(said, status);
    }

    private static CarrierAnswer sold(LabelStep step, byte[] body, AnswerMapping reading) {
        try {
            Optional<CarrierAnswer.Sold> sold = reading.sold(body);
            if (sold.isPresent()) {
                return sold.get();
            }
            return step == LabelStep.BUY
                    ? new CarrierAnswer.Doubtful("an answer without tracking number")
                    : new CarrierAnswer.Absent();
        } catch (PayloadException | IllegalArgumentException e) {
            return new CarrierAnswer.Doubtful("an answer that cannot be read: " + e.getMessage());
        }
    }

    private static CarrierAnswer rejected(String said, @Nullable Integer status) {
        return new CarrierAnswer.Rejected(new LabelFailure(LabelFailure.REJECTED, said, status));
    }
}
