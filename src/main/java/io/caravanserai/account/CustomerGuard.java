package io.caravanserai.account;

import io.caravanserai.http.CallRate;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.time.Clock;

/** Lets a customer's call in: right headers, a known key, and within the account's rate. */
public final class CustomerGuard {
    private final AccountStore accounts;
    private final double ratePerSecond;
    private final CallRate rate;

    /**
     * @param ratePerSecond calls an account may make per second on this node; twice as many in a burst
     */
    public CustomerGuard(AccountStore accounts, double ratePerSecond, Clock clock) {
        this.accounts = accounts;
        this.ratePerSecond = ratePerSecond;
        this.rate = new CallRate(clock);
    }

    /**
     * The account number of the caller.
     *
     * @throws HttpProblem 400 without the headers, 401 for an unknown key, 406 when JSON is not wanted, 429 above the
     *     rate
     */
    public String account(HttpCall call) {
        String key = call.header("x-key")
                .orElseThrow(() -> HttpProblem.of(400, "Header x-key is missing: send your API key."));
        String version = call.header("x-version")
                .orElseThrow(() -> HttpProblem.of(400, "Header x-version is missing: send v1."));
        if (!version.equals("v1")) {
            throw HttpProblem.of(
                    400, "Header x-version is '" + version.replaceAll("[^\\w.-]", "?") + "' but only v1 is offered.");
        }
        String account = accounts.authenticate(key).orElseThrow(() -> HttpProblem.of(401, "Not authenticated."));
        rate.take(account, ratePerSecond);
        return account;
    }
}
