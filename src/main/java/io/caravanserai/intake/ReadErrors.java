package io.caravanserai.intake;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The HTTP error statuses whose bodies may say something of the number that was asked for. A class such as {@code 4xx}
 * leaves out those that are about login, time and pace (RFC 9110 section 15.5, RFC 6585 section 4); one that is named by
 * itself is read whatever it is about.
 */
public record ReadErrors(Set<String> named) {
    private static final Pattern STATUS = Pattern.compile("[45](xx|\\d\\d)");
    private static final Set<Integer> ABOUT_THE_CALL = Set.of(401, 403, 407, 408, 425, 429);

    public ReadErrors {
        for (String status : named) {
            if (!STATUS.matcher(status).matches()) {
                throw new IllegalArgumentException(
                        "'" + status + "' is no error status: write 4xx, 5xx or one such as 500, separated by commas");
            }
        }
        named = Set.copyOf(named);
    }

    /**
     * @throws IllegalArgumentException when one of the statuses is none
     */
    public static ReadErrors parse(String written) {
        Set<String> named = new TreeSet<>(List.of(written.split("[,;\\s]+")));
        named.remove("");
        return new ReadErrors(named);
    }

    boolean reads(int status) {
        return named.contains(String.valueOf(status))
                || (named.contains(status / 100 + "xx") && !ABOUT_THE_CALL.contains(status));
    }

    /**
     * Whether a body with this status is about the number as such. Most carriers tell by 400, 404 or 422 that they do
     * not know one; the other statuses are an answer only when the mapping finds one in the body.
     */
    static boolean aboutTheNumber(int status) {
        return status < 500 && !ABOUT_THE_CALL.contains(status);
    }
}
