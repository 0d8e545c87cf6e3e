package io.caravanserai.account;

import io.caravanserai.http.CallRate;
import io.caravanserai.http.FailedCalls;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.time.Clock;
import java.util.Optional;

/** Lets a customer's call in: right headers, a known key that may be used for it, and within the account's rate. */
public final class CustomerGuard {
    private final ApiKeys keys;
    private final double ratePerSecond;
    private final CallRate rate;
    private final FailedCalls failures;

    /**
     * @param ratePerSecond calls an account may make per second on this node; twice as many in a burst
     * @param failures counts calls without a key or with one that is not known
     */
    public CustomerGuard(AccountStore accounts, double ratePerSecond, FailedCalls failures, Clock clock) {
        this.keys = accounts.keys();
        this.ratePerSecond = ratePerSecond;
        this.rate = new CallRate(clock);
        this.failures = failures;
    }

    /**
     * The account number of the caller.
     *
     * @param scope what the key must be good for
     * @throws HttpProblem 400 without the headers, 401 for an unknown key, 403 for one that may not be used for this, 429
     *     above the account's rate, and for an address that has failed too often
     */
    public String account(HttpCall call, Scope scope) {
        ApiKeys.Grant grant = grant(call);
        rate.take(grant.account(), ratePerSecond);
        if (!grant.scopes().contains(scope)) {
            throw HttpProblem.of(
                    403, "This key may not do that: it needs the scope " + scope.word() + "; use another key.");
        }
        return grant.account();
    }

    private ApiKeys.Grant grant(HttpCall call) {
        Optional<String> key = call.header("x-key");
        if (key.isEmpty()) {
            failures.count(call.remoteAddress());
            throw HttpProblem.of(400, "Header x-key is missing: send your API key.");
        }
        String version = call.header("x-version")
                .orElseThrow(() -> HttpProblem.of(400, "Header x-version is missing: send v1."));
        if (!version.equals("v1")) {
            throw HttpProblem.of(
                    400, "Header x-version is '" + version.replaceAll("[^\\w.-]", "?") + "' but only v1 is offered.");
        }
        // who is known goes on, whatever others behind the same address do
        if (!keys.isKnown(key.get())) {
            failures.check(call.remoteAddress());
        }
        Optional<ApiKeys.Grant> grant = keys.authenticate(key.get());
        if (grant.isEmpty()) {
            failures.count(call.remoteAddress());
            throw HttpProblem.of(401, "Not authenticated.");
        }
        return grant.get();
    }
}
