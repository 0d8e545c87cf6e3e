package io.caravanserai.account;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Lets a customer's call in: right headers, a known key, and within the account's rate. */
public final class CustomerGuard {
    private final AccountStore accounts;
    private final double ratePerSecond;
    private final Clock clock;
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * @param ratePerSecond calls an account may make per second on this node; twice as many in a burst
     */
    public CustomerGuard(AccountStore accounts, double ratePerSecond, Clock clock) {
        this.accounts = accounts;
        this.ratePerSecond = ratePerSecond;
        this.clock = clock;
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
        long waitMillis = buckets.computeIfAbsent(account, any -> new Bucket(ratePerSecond, clock.millis()))
                .take(clock.millis());
        if (waitMillis > 0) {
            throw new HttpProblem(
                    HttpAnswer.detail(429, "Too many requests: slow down to " + (long) ratePerSecond + " a second.")
                            .with("Retry-After", String.valueOf(Math.max(1, (waitMillis + 999) / 1000))));
        }
        return account;
    }

    /** A token bucket that holds two seconds' worth. */
    private static final class Bucket {
        private final double perMilli;
        private final double capacity;
        private double tokens;
        private long at;

        Bucket(double perSecond, long now) {
            this.perMilli = perSecond / 1000;
            this.capacity = Math.max(1, perSecond * 2);
            this.tokens = capacity;
            this.at = now;
        }

        /** Returns 0 when a token was there, else the milliseconds until one is. */
        synchronized long take(long now) {
            tokens = Math.min(capacity, tokens + Math.max(0, now - at) * perMilli);
            at = now;
            if (tokens >= 1) {
                tokens -= 1;
                return 0;
            }
            return (long) Math.ceil((1 - tokens) / perMilli);
        }
    }
}
