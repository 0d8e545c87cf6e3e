package io.caravanserai.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, strongest first: environment variable ({@code HUB_X_Y_Z} for {@code hub.x.y-z}), system
 * property, the file named by {@code --config}, the default in {@link HubProperty}.
 */
public final class Settings {
    /** More digits of a duration overflow. */
    private static final int MAX_DIGITS = 9;

    /** What the launcher script itself reads, and what it tells the hub. */
    private static final List<String> LAUNCHER = List.of("HUB_MEMORY", "HUB_JAVA_OPTIONS");

    private static final String HOME = "hub.home";

    private final Map<String, String> environment;
    private final Map<String, String> overrides;
    private final Properties file;
    private final @Nullable Path fileName;

    private Settings(
            Map<String, String> environment, Map<String, String> overrides, Properties file, @Nullable Path fileName) {
        this.environment = environment;
        this.overrides = overrides;
        this.file = file;
        this.fileName = fileName;
    }

    /** The process's environment, its system properties, and a properties file if one is named. */
    public static Settings of(@Nullable Path configFile) throws IOException {
        Map<String, String> system = new HashMap<>();
        System.getProperties().forEach((key, value) -> system.put(String.valueOf(key), String.valueOf(value)));
        return of(System.getenv(), system, configFile);
    }

    static Settings of(Map<String, String> environment, Map<String, String> system, @Nullable Path configFile)
            throws IOException {
        return new Settings(environment, system, load(configFile), configFile);
    }

    /** Settings from a map alone, keys in property form ({@code hub.http.port}): what tests and the demo use. */
    public static Settings of(Map<String, String> properties) {
        return new Settings(Map.of(), Map.copyOf(properties), new Properties(), null);
    }

    /** The same settings with defaults of its own: they win over built-in defaults only. */
    public Settings withDefaults(Map<String, String> defaults) {
        Properties more = new Properties();
        more.putAll(defaults);
        more.putAll(file);
        return new Settings(environment, overrides, more, fileName);
    }

    /** The same settings but for these values, which win over everything: what a bench holds fixed. */
    public Settings with(Map<String, String> fixed) {
        Map<String, String> strongest = new HashMap<>(environment);
        fixed.forEach((key, value) -> strongest.put(environmentName(key), value));
        return new Settings(strongest, overrides, file, fileName);
    }

    private static Properties load(@Nullable Path configFile) throws IOException {
        Properties file = new Properties();
        if (configFile != null) {
            try (Reader reader = Files.newBufferedReader(configFile, StandardCharsets.UTF_8)) {
                file.load(reader);
            }
        }
        return file;
    }

    /** The environment variable that sets a property: {@code hub.http.port} is {@code HUB_HTTP_PORT}. */
    public static String environmentName(String property) {
        return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The value of any key, known to {@link HubProperty} or not, without defaults. */
    public Optional<String> find(String key) {
        String value = environment.get(environmentName(key));
        if (value == null) {
            value = overrides.get(key);
        }
        if (value == null) {
            value = file.getProperty(key);
        }
        return Optional.ofNullable(value).map(String::trim).filter(v -> !v.isEmpty());
    }

    /**
     * What was set in the name of the hub and is no setting of it, most likely mistyped: each with where it stands.
     * Environment variables come by their own names.
     */
    public Map<String, String> unknown() {
        Map<String, String> unknown = new TreeMap<>();
        List<String> known =
                Arrays.stream(HubProperty.values()).map(HubProperty::key).toList();
        List<String> knownToEnvironment = Stream.concat(
                        known.stream().map(Settings::environmentName), LAUNCHER.stream())
                .toList();
        environment.keySet().stream()
                .filter(name -> name.startsWith("HUB_") && !knownToEnvironment.contains(name))
                .forEach(name -> unknown.put(name, "environment"));
        overrides.keySet().stream()
                .filter(key -> key.startsWith("hub.") && !known.contains(key) && !key.equals(HOME))
                .forEach(key -> unknown.put(key, "system property"));
        file.stringPropertyNames().stream()
                .filter(key -> key.startsWith("hub.") && !known.contains(key))
                .forEach(key -> unknown.put(key, placeInFile(key)));
        return unknown;
    }

    private String placeInFile(String key) {
        if (fileName == null) {
            return "defaults";
        }
        try {
            List<String> lines = Files.readAllLines(fileName, StandardCharsets.UTF_8);
            int at = 0;
            while (at < lines.size() && !lines.get(at).trim().startsWith(key)) {
                at++;
            }
            return at < lines.size() ? fileName + ":" + (at + 1) : fileName.toString();
        } catch (IOException e) {
            return fileName.toString();
        }
    }

    /** The value of a known property or its default; empty when it has neither. */
    public Optional<String> find(HubProperty property) {
        return find(property.key()).or(property::defaultValue);
    }

    /**
     * @throws IllegalArgumentException when the property has neither value nor default
     */
    public String get(HubProperty property) {
        return find(property)
                .orElseThrow(() -> new IllegalArgumentException(property.key() + " has no value: set it in "
                        + (fileName == null ? "a file named by --config" : fileName) + " or by "
                        + environmentName(property.key())));
    }

    public int integer(HubProperty property) {
        String text = get(property);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(property, text, "a whole number");
        }
    }

    public boolean flag(HubProperty property) {
        String text = get(property).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw wrong(property, text, "true or false");
        };
    }

    /** A duration such as {@code 500ms}, {@code 15s}, {@code 2m}, {@code 1h}, {@code 3d} or ISO {@code PT15S}. */
    public Duration duration(HubProperty property) {
        String text = get(property);
        try {
            return parseDuration(text);
        } catch (IllegalArgumentException e) {
            throw wrong(property, text, "a duration such as 500ms, 15s, 2m, 1h or 3d");
        }
    }

    /** Durations separated by commas. */
    public List<Duration> durations(HubProperty property) {
        String text = get(property);
        try {
            return Arrays.stream(text.split(",")).map(Settings::parseDuration).toList();
        } catch (IllegalArgumentException e) {
            throw wrong(property, text, "durations such as 5s,2m,1h");
        }
    }

    /** A size in bytes such as {@code 64KiB}, {@code 10MiB}, {@code 1GiB} or a plain number. */
    public long bytes(HubProperty property) {
        String text = get(property);
        try {
            return parseBytes(text);
        } catch (IllegalArgumentException e) {
            throw wrong(property, text, "a size such as 64KiB, 10MiB or 1GiB");
        }
    }

    /**
     * @throws IllegalArgumentException when the text is no size in bytes
     */
    public static long parseBytes(String text) {
        String upper = text.toUpperCase(Locale.ROOT).replace(" ", "");
        long unit = upper.endsWith("GIB")
                ? 1L << 30
                : upper.endsWith("MIB") ? 1L << 20 : upper.endsWith("KIB") ? 1L << 10 : 1;
        String digits = unit == 1 ? upper : upper.substring(0, upper.length() - 3);
        try {
            return Math.multiplyExact(Long.parseLong(digits), unit);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("no size: " + text + "; write 64KiB, 10MiB or 1GiB", e);
        }
    }

    /**
     * @throws IllegalArgumentException when the text is no duration
     */
    public static Duration parseDuration(String text) {
        String t = text.trim().toLowerCase(Locale.ROOT);
        if (t.startsWith("p")) {
            return iso(text.trim());
        }
        int digits = 0;
        while (digits < t.length() && Character.isDigit(t.charAt(digits))) {
            digits++;
        }
        if (digits == 0) {
            throw new IllegalArgumentException("no duration: " + text);
        }
        if (digits > MAX_DIGITS) {
            throw new IllegalArgumentException("no duration: " + text + " is too long");
        }
        long n = Long.parseLong(t.substring(0, digits));
        return switch (t.substring(digits).trim()) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m", "min" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            case "d" -> Duration.ofDays(n);
            default -> throw new IllegalArgumentException("no duration: " + text);
        };
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no duration: " + text, e);
        }
    }

    private static IllegalArgumentException wrong(HubProperty property, String value, String wanted) {
        return new IllegalArgumentException(property.key() + " is '" + value + "' but must be " + wanted);
    }
}
