package io.caravanserai.label.sscc;

import io.caravanserai.label.gs1.Sscc;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out SSCCs. Each node takes blocks of an account's range from the store and gives them out from memory, so a
 * number is never given twice; a crash loses at most the rest of a block, for good.
 */
public final class SsccNumbers {
    private static final Logger LOG = LoggerFactory.getLogger(SsccNumbers.class);
    /** Numbers in a block: one write to the store for so many labels. */
    static final int BLOCK = 100;
    /** How long a node may go on with a block after the account was given another range elsewhere, in milliseconds. */
    private static final long SURE_FOR = 1_000;

    private final SsccRangeStore ranges;
    private final Clock clock;
    private final ConcurrentHashMap<String, Account> accounts = new ConcurrentHashMap<>();

    public SsccNumbers(SsccRangeStore ranges, Clock clock) {
        this.ranges = ranges;
        this.clock = clock;
    }

    /**
     * A number given out.
     *
     * @param sscc 18 digits
     * @param test whether it is of a test range: its label must not travel
     */
    public record Given(String sscc, boolean test) {
        /** A number that was given out before. */
        public static Given of(String sscc) {
            return new Given(sscc, sscc.startsWith(SsccRangeStore.TEST_PREFIX, 1));
        }
    }

    /**
     * The account's next number. Not to be called from within a transaction, since it may need one of its own.
     *
     * @throws SsccUsedUpException when the range has none left
     * @throws IllegalArgumentException when there is no such account
     */
    public Given next(String account) {
        return accounts.computeIfAbsent(account, Account::new).next();
    }

    private final class Account {
        private final String number;
        private SsccRangeStore.@Nullable Block block;
        private long next;
        private long sureUntil;

        Account(String number) {
            this.number = number;
        }

        synchronized Given next() {
            SsccRangeStore.Block current = block;
            if (current == null || next > current.last() || !isStillActive(current)) {
                current = take();
            }
            return Given.of(Sscc.of(current.prefix(), next++));
        }

        private boolean isStillActive(SsccRangeStore.Block current) {
            long now = clock.millis();
            if (now >= sureUntil) {
                sureUntil = now + SURE_FOR;
                return ranges.activePrefix(number).equals(Optional.of(current.prefix()));
            }
            return true;
        }

        private SsccRangeStore.Block take() {
            SsccRangeStore.Block taken = ranges.take(number, BLOCK).orElseThrow(() -> new SsccUsedUpException(number));
            block = taken;
            next = taken.first();
            sureUntil = clock.millis() + SURE_FOR;
            if (ranges.warn(number)) {
                LOG.warn(
                        "range of SSCCs nearly used up account={} prefix={} next=give it another extension digit or"
                                + " company prefix by ./hub account sscc",
                        number,
                        taken.prefix());
            }
            return taken;
        }
    }
}
