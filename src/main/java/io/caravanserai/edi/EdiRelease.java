package io.caravanserai.edi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Order of X12 releases ({@code 004010}) and of UN/EDIFACT directories ({@code D.96A}, twice a year since 1993). */
final class EdiRelease {
    /** What is not a release comes before all that are. */
    static final int UNKNOWN = 0;

    private static final Pattern X12 = Pattern.compile("(\\d{6}).*");
    private static final Pattern DIRECTORY = Pattern.compile("D\\.?(\\d{2})([AB])");
    private static final int FIRST_YEAR = 90;

    private EdiRelease() {}

    /** A number that grows from release to release of one standard. */
    static int ordinal(String release) {
        Matcher directory = DIRECTORY.matcher(release);
        if (directory.matches()) {
            int year = Integer.parseInt(directory.group(1));
            return 2 * (year < FIRST_YEAR ? year + 100 : year)
                    + (directory.group(2).equals("A") ? 0 : 1);
        }
        Matcher x12 = X12.matcher(release);
        return x12.matches() ? Integer.parseInt(x12.group(1)) : UNKNOWN;
    }
}
