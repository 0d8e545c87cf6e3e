package io.caravanserai.label.gs1;

/** The serial shipping container code, AI 00: GS1 General Specifications, section 3.3.1. */
public final class Sscc {
    /** Digits before the check digit: extension digit, company prefix, serial reference. */
    private static final int DIGITS = 17;

    private Sscc() {}

    /**
     * Checks what stands before the serial reference.
     *
     * @param extensionDigit 0 to 9, the owner's choice
     * @param companyPrefix the GS1 company prefix, 4 to 12 digits
     * @return both together
     * @throws Gs1Exception when either is something else
     */
    public static String prefix(String extensionDigit, String companyPrefix) {
        if (!extensionDigit.matches("[0-9]")) {
            throw new Gs1Exception("extension digit \"" + extensionDigit + "\" of an SSCC is one of 0 to 9");
        }
        if (!companyPrefix.matches("[0-9]{4,12}")) {
            throw new Gs1Exception("GS1 company prefix \"" + companyPrefix + "\" has to be of 4 to 12 digits");
        }
        return extensionDigit + companyPrefix;
    }

    /** The greatest serial reference behind such a prefix. */
    public static long greatestSerial(String prefix) {
        return (long) Math.pow(10, DIGITS - prefix.length()) - 1;
    }

    /**
     * The whole code, 18 digits.
     *
     * @param prefix extension digit and company prefix
     * @throws Gs1Exception when the serial reference is too great
     */
    public static String of(String prefix, long serial) {
        if (serial < 0 || serial > greatestSerial(prefix)) {
            throw new Gs1Exception(
                    "serial reference " + serial + " does not fit behind " + prefix + " in the " + DIGITS + " digits");
        }
        return CheckDigit.append(prefix + String.format("%0" + (DIGITS - prefix.length()) + "d", serial));
    }
}
