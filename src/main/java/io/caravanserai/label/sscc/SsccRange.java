package io.caravanserai.label.sscc;

import io.caravanserai.label.gs1.Sscc;
import org.jspecify.annotations.Nullable;

/**
 * Serial references that an account may give out.
 *
 * @param prefix extension digit and GS1 company prefix
 * @param active whether the account takes its numbers from here now
 * @param test whether it begins with 952, which GS1 keeps for demonstrations: such labels are for tests alone
 * @param nextSerial the first that no node has taken
 */
public record SsccRange(
        String accountNumber,
        String prefix,
        boolean active,
        boolean test,
        long firstSerial,
        long lastSerial,
        long nextSerial) {
    /** How much of a range may be taken before people are told, in per cent. */
    static final int WARN_AT = 90;

    /** How it stands, in the words of {@code GET /admin/sscc-ranges}. */
    public enum State {
        OK("ok"),
        NEARLY_USED_UP("nearly_used_up"),
        USED_UP("used_up");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** How many were taken. */
    public long taken() {
        return Math.min(nextSerial, lastSerial + 1) - firstSerial;
    }

    public long size() {
        return lastSerial - firstSerial + 1;
    }

    public State state() {
        if (nextSerial > lastSerial) {
            return State.USED_UP;
        }
        return taken() >= size() / 100.0 * WARN_AT ? State.NEARLY_USED_UP : State.OK;
    }

    /**
     * A range that an account asks for.
     *
     * @param extensionDigit 0 to 9
     * @param companyPrefix 4 to 12 digits
     * @param firstSerial the first serial reference that is free; null for 0
     * @param lastSerial the last one; null for the greatest that fits
     */
    public record Request(
            String extensionDigit, String companyPrefix, @Nullable Long firstSerial, @Nullable Long lastSerial) {
        public Request {
            String prefix = Sscc.prefix(extensionDigit, companyPrefix);
            if (companyPrefix.startsWith(SsccRangeStore.TEST_PREFIX)) {
                throw new IllegalArgumentException("GS1 company prefix " + companyPrefix + " begins with "
                        + SsccRangeStore.TEST_PREFIX + ", which GS1 keeps for demonstrations");
            }
            long first = firstSerial == null ? 0 : firstSerial;
            long last = lastSerial == null ? Sscc.greatestSerial(prefix) : lastSerial;
            if (first < 0 || last > Sscc.greatestSerial(prefix) || first > last) {
                throw new IllegalArgumentException("serial references " + first + " to " + last + " behind " + prefix
                        + " have to be within 0 to " + Sscc.greatestSerial(prefix));
            }
        }

        String prefix() {
            return extensionDigit + companyPrefix;
        }

        long first() {
            return firstSerial == null ? 0 : firstSerial;
        }

        long last() {
            return lastSerial == null ? Sscc.greatestSerial(prefix()) : lastSerial;
        }
    }
}
