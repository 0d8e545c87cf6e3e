package io.caravanserai.label.gs1;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An item identifier of the Universal Postal Union's standard S10: service indicator, eight digits, check digit,
 * country, such as RR473124829GB.
 *
 * @param service two letters that tell the product, such as RR for a registered item
 * @param serial 0 to 99,999,999
 * @param country ISO 3166-1 alpha-2 of the issuing post
 */
public record UpuS10(String service, int serial, String country) {
    private static final int[] WEIGHTS = {8, 6, 4, 2, 3, 5, 9, 7};
    private static final Pattern WRITTEN = Pattern.compile("[A-Z]{2}[0-9]{9}[A-Z]{2}");

    public UpuS10 {
        if (!isService(service)) {
            throw new Gs1Exception("\"" + service + "\" is no service indicator of UPU S10: C parcel, E express,"
                    + " H e-commerce, L tracked letter, M M bag, Q reply mail, R registered, U untracked, V insured"
                    + " letter, or AV-AZ B D GA GD N P Z by agreement, with a second letter A to Z");
        }
        if (serial < 0 || serial > 99_999_999) {
            throw new Gs1Exception("serial number " + serial + " of UPU S10 has eight digits");
        }
        if (!CountryNumber.isAlpha2(country)) {
            throw new Gs1Exception("\"" + country + "\" is no country code of ISO 3166-1");
        }
    }

    /** UPU S10, version 12, table of service indicators: those that are assigned. */
    private static boolean isService(String service) {
        return service.matches("A[V-Z]|G[AD]|[BCDEHLMNPQRUVZ][A-Z]");
    }

    /**
     * Reads one, with or without spaces.
     *
     * @throws Gs1Exception when its form, its service, its check digit or its country is not right
     */
    public static UpuS10 parse(String written) {
        String id = written.replace(" ", "").toUpperCase(Locale.ROOT);
        if (!WRITTEN.matcher(id).matches()) {
            throw new Gs1Exception(
                    "\"" + written + "\" is not of the form of UPU S10: two letters, nine digits, two letters");
        }
        UpuS10 read = new UpuS10(id.substring(0, 2), Integer.parseInt(id.substring(2, 10)), id.substring(11));
        if (read.checkDigit() != id.charAt(10)) {
            throw new Gs1Exception("\"" + written + "\" should have the check digit " + read.checkDigit());
        }
        return read;
    }

    /** Weighted by 8 6 4 2 3 5 9 7, to the next eleven; 10 becomes 0, 11 becomes 5. */
    char checkDigit() {
        String digits = digits();
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        int check = 11 - sum % 11;
        return (char) ('0' + (check == 10 ? 0 : check == 11 ? 5 : check));
    }

    private String digits() {
        return String.format("%08d", serial);
    }

    /** As a barcode carries it, 13 characters. */
    @Override
    public String toString() {
        return service + digits() + checkDigit() + country;
    }

    /** As people read it: RR 473 124 829 GB. */
    public String text() {
        String all = digits() + checkDigit();
        return service + " " + all.substring(0, 3) + " " + all.substring(3, 6) + " " + all.substring(6) + " " + country;
    }
}
