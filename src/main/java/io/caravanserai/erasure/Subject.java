package io.caravanserai.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be forgotten: exactly one of these.
 *
 * @param email in any case
 * @param phone in any writing; the last eight digits decide, so that a national number finds the international one
 * @param name together with {@code postcode}
 * @param shipment id of one shipment, whose addressees are meant
 * @param profile id of a profile of visitors
 */
public record Subject(
        @Nullable String email,
        @Nullable String phone,
        @Nullable String name,
        @Nullable String postcode,
        @Nullable String shipment,
        @Nullable String profile) {
    private static final int DIGITS = 8;
    private static final Set<String> KEYS =
            Set.of("email", "phone", "name", "postcode", "shipment", "profile", "dry_run");

    public Subject {
        long told = Stream.of(email, phone, name, shipment, profile)
                .filter(Objects::nonNull)
                .count();
        if (told != 1 || (name == null) != (postcode == null)) {
            throw new IllegalArgumentException(
                    "Say whom to erase by one of email, phone, name with postcode, shipment or profile.");
        }
        if (email != null && !email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            throw new IllegalArgumentException("email is no e-mail address.");
        }
        if (phone != null && digits(phone).length() < DIGITS) {
            throw new IllegalArgumentException(
                    "phone has fewer than " + DIGITS + " digits: too few to tell people apart.");
        }
        if (name != null && (name.isBlank() || String.valueOf(postcode).isBlank())) {
            throw new IllegalArgumentException("name and postcode must not be empty.");
        }
    }

    /**
     * @throws IllegalArgumentException with the caller's words when it does not name one person
     */
    static Subject of(JsonNode asked) {
        asked.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("There is no field " + key.replaceAll("[^ -~]", "?") + ".");
            }
        });
        return new Subject(
                text(asked, "email"),
                text(asked, "phone"),
                text(asked, "name"),
                text(asked, "postcode"),
                text(asked, "shipment"),
                text(asked, "profile"));
    }

    private static @Nullable String text(JsonNode asked, String key) {
        return asked.hasNonNull(key) ? asked.path(key).asText().trim() : null;
    }

    /** How the person was named, without the person. */
    String kind() {
        return email != null
                ? "email"
                : phone != null
                        ? "phone"
                        : name != null ? "name and postcode" : shipment != null ? "shipment" : "profile";
    }

    /** Whether an address of a shipment is the person's. */
    boolean lives(JsonNode address) {
        JsonNode contact = address.path("contact");
        if (email != null) {
            return email.equalsIgnoreCase(contact.path("email").asText().trim());
        }
        if (phone != null) {
            return samePhone(phone, contact.path("mobile").asText());
        }
        return name != null
                && squeezed(address.path("postal_code").asText()).equals(squeezed(String.valueOf(postcode)))
                && (sameName(address.path("name").asText())
                        || sameName(contact.path("name").asText()));
    }

    private boolean sameName(String other) {
        return words(String.valueOf(name)).equals(words(other));
    }

    private static String words(String text) {
        return text.trim().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean samePhone(String one, String other) {
        String a = digits(one);
        String b = digits(other);
        return b.length() >= DIGITS && a.substring(a.length() - DIGITS).equals(b.substring(b.length() - DIGITS));
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }
}
