package io.caravanserai.check;

import java.util.List;

/**
 * What a check found.
 *
 * @param files how many files were read
 * @param carriers how many carriers have a mapping
 * @param findings in order of files and lines; empty when all is well
 */
public record CheckReport(int files, int carriers, List<Finding> findings) {
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** {@code 12 files, 7 carriers: no findings}. */
    public String summary() {
        return count(files, "file") + ", " + count(carriers, "carrier") + ": "
                + (findings.isEmpty() ? "no findings" : count(findings.size(), "finding"));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
