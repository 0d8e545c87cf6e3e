package io.caravanserai.delivery;

import io.caravanserai.http.HttpProblem;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a subscriber at once which addresses will not be called; they are checked again at every connect. */
final class TargetCheck {
    private static final long LOOKUP_SECONDS = 3;

    private final TargetPolicy policy;

    TargetCheck(TargetPolicy policy) {
        this.policy = policy;
    }

    /**
     * A name that cannot be looked up now is taken.
     *
     * @throws HttpProblem 422 when an address must not be called, 503 when that takes too long to say
     */
    void check(SubscriptionRequest request) {
        check(request.endpoint(), "endpoint");
        TokenGrant oauth = request.options().oauth();
        if (oauth != null) {
            if (!policy.allowsPrivate()
                    && !"https".equalsIgnoreCase(oauth.target().getScheme())) {
                // RFC 6749, section 3.2: the client's secret goes there
                throw FieldFaults.problem("value", "oauth.token_url", "It must begin with https://.");
            }
            check(oauth.tokenUrl(), "oauth.token_url");
        }
    }

    private void check(String address, String field) {
        try {
            policy.addresses(URI.create(address).getHost())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(LOOKUP_SECONDS, TimeUnit.SECONDS)
                    .handle((addresses, failure) -> failure instanceof RefusedTarget ? failure.getMessage() : null)
                    .thenAccept(reason -> refuse(reason, field))
                    .get(LOOKUP_SECONDS + 1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HttpProblem.of(503, "The hub is stopping.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpProblem problem) {
                throw problem;
            }
            throw new IllegalStateException("the address of " + field + " could not be checked", e);
        } catch (TimeoutException e) {
            throw HttpProblem.of(503, "The address of " + field + " could not be checked in time: try again.");
        }
    }

    private static void refuse(@Nullable String reason, String field) {
        if (reason != null) {
            throw FieldFaults.problem("value", field, reason);
        }
    }
}
