package io.caravanserai.http;

import java.util.regex.Pattern;

/** Callers that are nobody: robots that name themselves, and browsers that fetch a page before anybody wants it. */
public final class Robots {
    /** Libraries that a server calls with are none. */
    private static final Pattern ROBOT = Pattern.compile(
            "bot\\b|bot/|crawl|spider|slurp|headless|lighthouse|preview|facebookexternalhit|monitor",
            Pattern.CASE_INSENSITIVE);

    private Robots() {}

    /** Whether the caller names itself as one. */
    public static boolean isNamed(HttpCall call) {
        return ROBOT.matcher(call.header("user-agent").orElse("")).find();
    }

    /** Whether nobody looks at the answer, as far as the call says. */
    public static boolean isOne(HttpCall call) {
        return isNamed(call)
                || call.header("user-agent").isEmpty()
                || call.header("sec-purpose")
                        .filter(why -> why.contains("prefetch"))
                        .isPresent();
    }
}
