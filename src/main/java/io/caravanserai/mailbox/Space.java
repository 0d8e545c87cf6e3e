package io.caravanserai.mailbox;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import java.io.IOException;

/** Counts the bytes in a mailbox against its quota. */
final class Space {
    private final String mailbox;
    private final Home home;
    private final long quota;
    private final Alerts alerts;
    private long used;
    private boolean full;

    Space(String mailbox, Home home, long quota, Alerts alerts) {
        this.mailbox = mailbox;
        this.home = home;
        this.quota = quota;
        this.alerts = alerts;
        this.used = home.used();
    }

    /** The mailbox is full. */
    static final class Full extends IOException {
        private static final long serialVersionUID = 1L;

        private Full(String message) {
            super(message);
        }
    }

    /**
     * A file is to grow.
     *
     * @param from its size, below 0 when it is new
     * @param to the size it gets
     * @throws Full when it would not fit; nothing is counted then
     */
    synchronized void grow(long from, long to) throws Full {
        long more = Home.cost(to) - Home.cost(from);
        if (used + more > quota) {
            recount();
        }
        if (used + more > quota) {
            String words = "the mailbox " + mailbox + " is full: " + used + " of " + quota
                    + " bytes lie in it; see that its files are taken, or give it more room";
            if (!full) {
                full = true;
                alerts.raise(AlertKind.MAILBOX_FULL, mailbox, words);
            }
            throw new Full(words);
        }
        used += more;
    }

    /** A file is now smaller, or gone, which is a size below 0. */
    synchronized void shrink(long from, long to) {
        used -= Home.cost(from) - Home.cost(to);
        if (full && used <= quota / 10 * 9) {
            full = false;
            alerts.clear(AlertKind.MAILBOX_FULL, mailbox);
        }
    }

    /** Counts again what is there: somebody may have deleted files by hand. */
    synchronized void recount() {
        used = home.used();
    }

    synchronized long used() {
        return used;
    }

    long quota() {
        return quota;
    }
}
