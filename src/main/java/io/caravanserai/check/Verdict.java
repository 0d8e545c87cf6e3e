package io.caravanserai.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What a look at one partner's server, or at a secret, came to.
 *
 * @param status how it is
 * @param place {@code file:line} of the route
 * @param route the route's id
 * @param target what was looked at; never a secret
 * @param message what was found and, unless it is good, what to do
 */
public record Verdict(Status status, String place, String route, String target, String message) {
    /** How a partner is. */
    public enum Status {
        OK,
        /** Nothing is wrong, but something is not in use for want of a setting. */
        CLOSED,
        FAILED;

        /** The word for people and scripts. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code failed  file:line: route: target: message}. */
    @Override
    public String toString() {
        return "%-7s %s: %s: %s: %s".formatted(status.word(), place, route, target, message);
    }
}
