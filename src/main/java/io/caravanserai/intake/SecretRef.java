package io.caravanserai.intake;

import io.caravanserai.secret.SecretMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is, never the secret itself: {@code env:NAME} or {@code file:/path}. It may stand in route files and
 * logs.
 *
 * @param scheme env or file
 * @param name name of the variable or path of the file
 */
public record SecretRef(Scheme scheme, String name) {
    /** The two places where secrets may be. */
    public enum Scheme {
        ENV,
        FILE
    }

    /** There is no secret where the reference points. */
    public static final class MissingSecret extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingSecret(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * @throws IllegalArgumentException when the text is no reference; the text is not repeated since it may be a secret
     */
    public static SecretRef parse(String text) {
        String trimmed = text.trim();
        if (trimmed.startsWith("env:") && trimmed.length() > 4) {
            return new SecretRef(Scheme.ENV, trimmed.substring(4));
        }
        if (trimmed.startsWith("file:") && trimmed.length() > 5) {
            return new SecretRef(Scheme.FILE, trimmed.substring(5));
        }
        throw new IllegalArgumentException(
                "a secret must be given by reference, env:NAME or file:/path, never by its value");
    }

    /**
     * The secret as it is now; from here on it is masked wherever the hub tells something.
     *
     * @throws MissingSecret naming the variable or file
     */
    public String resolve() {
        return resolve(name -> System.getenv(name));
    }

    String resolve(UnaryOperator<@Nullable String> environment) {
        String value = scheme == Scheme.ENV ? environment.apply(name) : content();
        if (value == null || value.isBlank()) {
            throw new MissingSecret(
                    scheme == Scheme.ENV
                            ? "environment variable " + name + " is not set: set it and restart the hub"
                            : "secret file " + name + " is missing or empty: create it, readable by the hub alone");
        }
        SecretMask.ofProcess().add(value);
        return value;
    }

    private @Nullable String content() {
        try {
            Path file = Path.of(name);
            return Files.isRegularFile(file)
                    ? Files.readString(file, StandardCharsets.UTF_8).strip()
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return (scheme == Scheme.ENV ? "env:" : "file:") + name;
    }
}
