package io.caravanserai.page;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** What opens a tracking page: 128 bits of chance, so that nobody finds a page without its link. */
public final class PageToken {
    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private PageToken() {}

    /** A new one, as base64url of 22 characters (RFC 4648 section 5, without padding). */
    public static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether the text could be one; what could not is not looked up. */
    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
