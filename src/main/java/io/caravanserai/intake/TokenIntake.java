package io.caravanserai.intake;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpEdge;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of the Kamelet {@code carrier-token-source}: gives the carrier a token for its webhook calls. */
public final class TokenIntake implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(TokenIntake.class);

    private final VerificationSettings verification = new VerificationSettings();

    public VerificationSettings getVerification() {
        return verification;
    }

    @Override
    public void process(Exchange exchange) {
        HttpAnswer answer;
        try {
            answer = issue(verification.tokens(Clock.systemUTC()), HttpEdge.call(exchange));
        } catch (SecretRef.MissingSecret missing) {
            LOG.error("no token issued carrier={} reason={}", verification.carrier(), missing.getMessage());
            answer = HttpAnswer.detail(503, "This token endpoint is not configured yet.")
                    .with("Retry-After", "60");
        }
        HttpEdge.answer(exchange, answer);
    }

    /** By the first secret that the caller knows. */
    private static HttpAnswer issue(List<OauthTokens> issuers, HttpCall call) {
        HttpAnswer answer = issuers.get(0).issue(call);
        return answer.status() == 401 && issuers.size() > 1 ? issuers.get(1).issue(call) : answer;
    }
}
