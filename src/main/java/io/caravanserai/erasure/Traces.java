package io.caravanserai.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a person is known by. An e-mail address or a telephone number is nobody else's and is looked for everywhere; a
 * name or a street may be another's, and counts only in what belongs to the person's own shipments.
 */
final class Traces {
    /** Shorter ones stand in too many other words. */
    private static final int SHORTEST = 3;

    private static final List<String> OWN = List.of("/contact/email", "/contact/mobile");
    private static final List<String> SHARED = List.of("/name", "/contact/name", "/street", "/street_2");

    private final Set<String> own = new LinkedHashSet<>();
    private final Set<String> all = new LinkedHashSet<>();

    Traces(Subject subject) {
        for (String value : Arrays.asList(subject.email(), subject.phone())) {
            if (value != null) {
                own.add(lower(value));
            }
        }
        all.addAll(own);
    }

    /** Learns what an address of the person tells. */
    void learn(JsonNode address) {
        OWN.forEach(path -> add(own, address.at(path).asText()));
        all.addAll(own);
        SHARED.forEach(path -> add(all, address.at(path).asText()));
    }

    private static void add(Set<String> to, String value) {
        if (value.trim().length() >= SHORTEST) {
            to.add(lower(value.trim()));
        }
    }

    /** What is nobody else's, in lower case. */
    Set<String> own() {
        return own;
    }

    /** Whether a text has something that is nobody else's. */
    boolean ownIn(String text) {
        return contains(text, own);
    }

    /** Whether a text that belongs to the person's shipments tells of the person. */
    boolean anyIn(String text) {
        return contains(text, all);
    }

    private static boolean contains(String text, Set<String> values) {
        String lower = lower(text);
        return values.stream().anyMatch(lower::contains);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
