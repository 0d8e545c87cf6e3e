package io.caravanserai.secret;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes the hub's own credentials out of texts that others wrote: a carrier's error message may repeat the key it was
 * asked with. Texts only: raw bytes stay as they came.
 */
public final class SecretMask {
    private static final SecretMask PROCESS = new SecretMask();
    private static final String MASK = "***";
    /** What is shorter would mask ordinary words. */
    private static final int SHORTEST = 4;
    /** More tokens than are good at one time. */
    private static final int TOKENS = 256;

    private final Set<String> secrets = new HashSet<>();
    private final Deque<List<String>> tokens = new ArrayDeque<>();
    /** The longest first; replaced as a whole. */
    private volatile List<String> forms = List.of();

    /** The one that knows every secret this process was given, for all that is told: log, answers, reasons. */
    public static SecretMask ofProcess() {
        return PROCESS;
    }

    /** From now on this secret is masked, as it is and as it stands in URLs, JSON, XML and Base64. */
    public synchronized void add(String secret) {
        if (secrets.addAll(SecretForms.of(secret))) {
            renew();
        }
    }

    /** The same for one that is only good for a while: the latest are masked. */
    public synchronized void addToken(String token) {
        List<String> all = SecretForms.of(token);
        if (!tokens.contains(all)) {
            tokens.add(all);
            if (tokens.size() > TOKENS) {
                tokens.remove();
            }
            renew();
        }
    }

    private void renew() {
        forms = Stream.concat(secrets.stream(), tokens.stream().flatMap(List::stream))
                .filter(form -> form.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The text with every known secret masked, one that was cut at the text's end too. */
    public String mask(String text) {
        String masked = text;
        for (String secret : forms) {
            masked = withoutCutOff(masked.replace(secret, MASK), secret);
        }
        return masked;
    }

    private static String withoutCutOff(String text, String secret) {
        for (int length = Math.min(secret.length() - 1, text.length()); length >= SHORTEST; length--) {
            if (text.regionMatches(text.length() - length, secret, 0, length)) {
                return text.substring(0, text.length() - length) + MASK;
            }
        }
        return text;
    }
}
