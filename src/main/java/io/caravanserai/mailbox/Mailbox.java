package io.caravanserai.mailbox;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A partner's mailbox.
 *
 * @param name the login, and the name of its folder
 * @param passwordHash by {@link Passwords}; null when only keys open it
 * @param quota most bytes in it; null for the hub's setting
 * @param sessions most sessions at a time; null for the hub's setting
 * @param lastLoginAt epoch milliseconds; null when nobody has logged in yet
 */
record Mailbox(
        String name,
        Purpose purpose,
        @Nullable String passwordHash,
        @Nullable Long quota,
        @Nullable Integer sessions,
        long createdAt,
        @Nullable Long lastLoginAt) {
    Mailbox {
        checkName(name);
        if (quota != null && quota < 1) {
            throw new IllegalArgumentException("quota is " + quota + " but has to be at least 1 byte");
        }
        if (sessions != null && sessions < 1) {
            throw new IllegalArgumentException("sessions is " + sessions + " but has to be at least 1");
        }
    }

    /** For whom a mailbox is. */
    enum Purpose {
        /** Files come in. */
        CARRIER,
        /** Files go out; acknowledgements may come in. */
        CUSTOMER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @throws IllegalArgumentException when the word is none of them
         */
        static Purpose of(String word) {
            return switch (word) {
                case "carrier" -> CARRIER;
                case "customer" -> CUSTOMER;
                default -> throw new IllegalArgumentException("for is '" + word + "' but must be carrier or customer");
            };
        }
    }

    /** Whether a mailbox may have this name: it is a folder's name too. */
    static boolean isName(String name) {
        return name.matches("[a-z0-9][a-z0-9_-]{0,63}");
    }

    /**
     * @throws IllegalArgumentException when no mailbox may have this name
     */
    static void checkName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("name is '" + name
                    + "' but has to be 1 to 64 lower-case letters, digits, _ and -, and begin with a letter or digit");
        }
    }
}
