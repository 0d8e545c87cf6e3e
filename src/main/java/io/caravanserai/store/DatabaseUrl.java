package io.caravanserai.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JDBC URL, which may hold passwords: {@code jdbc:postgresql://host/db?user=hub&password=...}. */
record DatabaseUrl(String text) {
    /** Parameters of the driver such as password and sslpassword, and what stands before a host. */
    private static final Pattern PASSWORD =
            Pattern.compile("(?i)[?&;][^=&;]*(?:password|secret|token)[^=&;]*=([^&;]+)|//[^/?#@:]*:([^/?#]+)@");

    private static final Pattern BEFORE_HOST = Pattern.compile("//[^/?#]*@");

    /** The passwords in it, as they stand there and decoded. */
    List<String> passwords() {
        List<String> found = new ArrayList<>();
        for (Matcher match = PASSWORD.matcher(text); match.find(); ) {
            String password = match.group(1) == null ? match.group(2) : match.group(1);
            found.add(password);
            found.add(decoded(password));
        }
        return found;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // a percent sign that encodes nothing
        }
    }

    /** Where the database is, without user, password and parameters: for messages. */
    String place() {
        return BEFORE_HOST.matcher(text.split("[?;]", 2)[0]).replaceFirst("//");
    }
}
