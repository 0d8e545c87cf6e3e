package io.caravanserai.scaffold;

import java.util.Locale;

/** How a carrier's data comes in. */
public enum Intake {
    WEBHOOK,
    SFTP,
    MAILBOX,
    POLL;

    /** As written on the command line, in route ids and template names. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
