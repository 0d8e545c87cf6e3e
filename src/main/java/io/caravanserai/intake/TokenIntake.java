package io.caravanserai.intake;

import io.caravanserai.http.FailedCalls;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpEdge;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of the Kamelet {@code carrier-token-source}: gives the carrier a token for its webhook calls. */
public final class TokenIntake implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(TokenIntake.class);

    private final VerificationSettings verification = new VerificationSettings();
    private @Nullable Database database;
    private @Nullable FailedCalls failures;

    public VerificationSettings getVerification() {
        return verification;
    }

    /** By whose time tokens end, on whichever node they come back. */
    public void setDatabase(Database database) {
        this.database = database;
    }

    /** Told of callers that do not know the secret. */
    public void setFailures(FailedCalls failures) {
        this.failures = failures;
    }

    @Override
    public void process(Exchange exchange) {
        HttpAnswer answer;
        try {
            HttpCall call = HttpEdge.call(exchange);
            answer = issue(verification.tokens(clock()), call);
            if (answer.status() == 401 && failures != null) {
                failures.count(call.remoteAddress());
            }
        } catch (HttpProblem tooMany) {
            answer = tooMany.answer();
        } catch (SecretRef.MissingSecret missing) {
            LOG.error("no token issued carrier={} reason={}", verification.carrier(), missing.getMessage());
            answer = HttpAnswer.detail(503, "This token endpoint is not configured yet.")
                    .with("Retry-After", "60");
        }
        HttpEdge.answer(exchange, answer);
    }

    private Clock clock() {
        return Objects.requireNonNull(database, "carrier-token-source: bean hubDatabase is missing")
                .clock();
    }

    /** By the first secret that the caller knows. */
    private static HttpAnswer issue(List<OauthTokens> issuers, HttpCall call) {
        HttpAnswer answer = issuers.get(0).issue(call);
        return answer.status() == 401 && issuers.size() > 1 ? issuers.get(1).issue(call) : answer;
    }
}
