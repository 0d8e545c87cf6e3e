package io.caravanserai.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import java.time.Duration;

/**
 * Makes guessing slow: each failed login from an address, or for a name, lets the next answer wait longer, up to a
 * limit. It is forgotten after a quarter of an hour without one. A right key is never made to wait, since keys cannot be
 * guessed and nobody shall keep a partner out by failing in its name.
 */
final class LoginGuard {
    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int MOST_KNOWN = 50_000;
    /** A typing error or two, or a key that is not the right one, are no attack. */
    private static final int FREE = 2;

    private static final int ALERT = 10;

    private final Cache<String, Integer> failures;
    private final Alerts alerts;

    LoginGuard(Alerts alerts, Ticker ticker) {
        this.alerts = alerts;
        this.failures = Caffeine.newBuilder()
                .expireAfterWrite(MEMORY)
                .maximumSize(MOST_KNOWN)
                .ticker(ticker)
                .build();
    }

    /** How long the answer to a login waits. */
    Duration delay(String address, String name) {
        int failed = Math.max(failed("address " + address), failed("name " + name));
        if (failed <= FREE) {
            return Duration.ZERO;
        }
        Duration delay = Duration.ofMillis(500L << Math.min(10, failed - FREE));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    private int failed(String who) {
        Integer count = failures.getIfPresent(who);
        return count == null ? 0 : count;
    }

    /**
     * A login failed.
     *
     * @param known whether there is a mailbox of this name
     */
    void failed(String address, String name, boolean known) {
        int byAddress = failures.asMap().merge("address " + address, 1, Integer::sum);
        int byName = failures.asMap().merge("name " + name, 1, Integer::sum);
        if (byAddress == ALERT || byName == ALERT) {
            alerts.raise(
                    AlertKind.MAILBOX_LOGIN,
                    known ? name : "unknown names",
                    "many logins to " + (known ? "mailbox " + name : "mailboxes that do not exist")
                            + " failed, the last from " + address
                            + "; ask the partner if it is theirs, else close that address off");
        }
    }
}
