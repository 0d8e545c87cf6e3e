package io.caravanserai.label.api;

import io.caravanserai.budget.RetryAfter;
import io.caravanserai.intake.ApiLogin;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelCall;
import io.caravanserai.label.buy.LabelCarrier;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.LabelStep;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A carrier's label API. It follows no redirect, waits no longer than the timeout and takes every answer that leaves
 * open whether the carrier did what was asked as {@link CarrierAnswer.Doubtful}.
 */
final class LabelApi implements LabelCarrier {
    private static final Logger LOG = LoggerFactory.getLogger(LabelApi.class);
    private static final int MAX_BYTES = 32 * 1024 * 1024;
    private static final Duration WITHOUT_LOGIN = Duration.ofMinutes(1);
    private final LabelApiSettings settings;
    private final Supplier<LabelMapping> mapping;
    private final HttpClient client;
    private final ApiLogin login;
    private final Map<String, String> account;
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
        this.account = settings.account();
        this.login = new ApiLogin(settings.login(), client, clock);
    }

    @Override
    public CarrierAnswer call(LabelStep step, LabelOrder order) throws InterruptedException {
        return call(new LabelCall(step, order));
    }

    @Override
    public CarrierAnswer call(LabelCall call) throws InterruptedException {
        boolean each = call.step() == LabelStep.CANCEL
                && settings.cancelsEach()
                && !call.order().trackingNumbers().isEmpty();
        return each ? cancelEach(call) : callOnce(call, call.order());
    }

    /** What is given back already is absent when it is tried again, so the rest follows after a failure. */
    private CarrierAnswer cancelEach(LabelCall call) throws InterruptedException {
        for (String number : call.order().trackingNumbers()) {
            CarrierAnswer answer = callOnce(call, call.order().ofParcel(number));
            if (!(answer instanceof CarrierAnswer.Voided || answer instanceof CarrierAnswer.Absent)) {
                return answer;
            }
        }
        return new CarrierAnswer.Voided();
    }

    private CarrierAnswer callOnce(LabelCall call, LabelOrder order) throws InterruptedException {
        LabelStep step = call.step();
        Optional<URI> url = settings.urls().of(step, order);
        if (url.isEmpty()) {
            return rejected(
                    "the carrier's route has no address for this call, or needs a number that is not known: " + step);
        }
        CallMapping present = mapping.get().of(step);
        HttpRequest request;
        try {
            request = request(url.get(), present, order);
        } catch (ApiLogin.Refused e) {
            LOG.warn("labels wait, no login carrier={} reason={}", order.carrier(), e.getMessage());
            return new CarrierAnswer.Throttled(WITHOUT_LOGIN);
        } catch (IOException e) {
            return new CarrierAnswer.Unsent("no login: " + e);
        } catch (IllegalArgumentException e) {
            return rejected("the request cannot be written: " + e.getMessage());
        }
        // the login may have taken long, and a node that was stopped comes back here
        if (!call.permit().getAsBoolean()) {
            return new CarrierAnswer.Unmade();
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

    private HttpRequest request(URI url, CallMapping present, LabelOrder order)
            throws IOException, InterruptedException, ApiLogin.Refused {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(settings.timeout());
        settings.headers().forEach(request::setHeader);
        present.headers().forEach(request::setHeader);
        Optional<byte[]> body = present.body(order, account);
        if (body.isPresent()) {
            request.setHeader("Content-Type", present.contentType());
        }
        request.method(
                present.method(),
                body.map(HttpRequest.BodyPublishers::ofByteArray).orElseGet(HttpRequest.BodyPublishers::noBody));
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
        return LabelAnswers.of(step, status, body, reading);
    }

    private static CarrierAnswer rejected(String said) {
        return new CarrierAnswer.Rejected(new LabelFailure(LabelFailure.REJECTED, said, null));
    }
}
