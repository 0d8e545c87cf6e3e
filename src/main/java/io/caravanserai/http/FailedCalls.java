package io.caravanserai.http;

import java.time.Clock;

/**
 * Calls without a good key or token, by the address that they come from. Who makes too many of them is told to wait,
 * whatever it tries next, so that guessing costs the hub little and gets nowhere.
 */
public final class FailedCalls {
    private final CallRate rate;
    private final double perSecond;

    /** @param perSecond failures that an address may have; twice as many in a burst */
    public FailedCalls(double perSecond, Clock clock) {
        this.rate = new CallRate(clock);
        this.perSecond = perSecond;
    }

    /**
     * To be asked before a key is looked at that is not known.
     *
     * @throws HttpProblem 429 with Retry-After when too many calls of this address have failed
     */
    public void check(String address) {
        rate.check(Network.callerOf(address), perSecond);
    }

    /**
     * Counts one that has failed.
     *
     * @throws HttpProblem 429 with Retry-After when that is one too many
     */
    public void count(String address) {
        rate.take(Network.callerOf(address), perSecond);
    }
}
