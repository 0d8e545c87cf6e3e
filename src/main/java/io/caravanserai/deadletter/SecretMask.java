package io.caravanserai.deadletter;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes the hub's own credentials out of texts that others wrote: a carrier's error message may repeat the key it was
 * asked with. Texts only: raw bytes stay as they came.
 */
public final class SecretMask {
    private static final String MASK = "***";
    /** What is shorter would mask ordinary words. */
    private static final int SHORTEST = 4;

    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    /** From now on this secret is masked, as it is and as it stands in a URL. */
    public void add(String secret) {
        for (String form : List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8))) {
            if (form.length() >= SHORTEST) {
                secrets.add(form);
            }
        }
    }

    /** The text with every known secret masked, one that was cut at the text's end too. */
    public String mask(String text) {
        String masked = text;
        for (String secret : secrets.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            masked = masked.replace(secret, MASK);
            for (int length = secret.length() - 1; length >= SHORTEST; length--) {
                if (masked.endsWith(secret.substring(0, length))) {
                    masked = masked.substring(0, masked.length() - length) + MASK;
                    break;
                }
            }
        }
        return masked;
    }
}
