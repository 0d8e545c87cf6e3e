package io.caravanserai.label.gs1;

/** The check digit of GTIN, SSCC, GLN, EAN and UPC: GS1 General Specifications, section 7.9.1. */
public final class CheckDigit {
    private CheckDigit() {}

    /**
     * The digit that follows: weights 3, 1, 3, ... from the right, up to the next ten.
     *
     * @param digits what stands before it
     * @throws IllegalArgumentException when something else than 0 to 9 is among them
     */
    public static char of(String digits) {
        requireDigits(digits);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int weight = (digits.length() - i) % 2 == 1 ? 3 : 1;
            sum += weight * (digits.charAt(i) - '0');
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }

    /** Digits with their check digit behind them. */
    public static String append(String digits) {
        return digits + of(digits);
    }

    /** Whether the last digit is the check digit of those before it. */
    public static boolean isGood(String digits) {
        int last = digits.length() - 1;
        return last > 0 && of(digits.substring(0, last)) == digits.charAt(last);
    }

    private static void requireDigits(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                throw new IllegalArgumentException("\"" + digits + "\" has something else than digits at " + (i + 1));
            }
        }
    }
}
