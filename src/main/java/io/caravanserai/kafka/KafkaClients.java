package io.caravanserai.kafka;

import io.caravanserai.config.HubProperty;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.secret.SecretMask;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How every client of the hub reaches the brokers: where they are, and what they want of TLS and login.
 *
 * @param bootstrap what clients connect to first, {@code host:port,...}
 * @param security Kafka's own client settings, by name
 */
public record KafkaClients(String bootstrap, Map<String, String> security) {
    /** What has to do with neither TLS nor login is the hub's to decide. */
    private static final Pattern SECURITY = Pattern.compile("security\\..+|ssl\\..+|sasl\\..+");

    private static final Pattern SECRET = Pattern.compile(".*(password|secret|keystore\\.key|jaas\\.config)");
    /** A value of a login module's options that nobody is to read. */
    private static final Pattern OPTION =
            Pattern.compile("(?i)\\w*(?:password|secret)\\w*\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\";]+))");

    public KafkaClients {
        security = Map.copyOf(security);
    }

    /**
     * Reads what {@code hub.kafka.client-file} names; its secrets are masked in all that is told from now on.
     *
     * @throws IllegalArgumentException when the file cannot be read or says what is not about TLS and login
     */
    public static KafkaClients of(KafkaSettings config, String bootstrap) {
        Map<String, String> security =
                config.clientFile().map(KafkaClients::read).orElse(Map.of());
        security.forEach((name, value) -> {
            if (SECRET.matcher(name).matches()) {
                mask(value);
            }
        });
        return new KafkaClients(bootstrap, security);
    }

    /** Brokers that want neither TLS nor login. */
    public static KafkaClients plain(String bootstrap) {
        return new KafkaClients(bootstrap, Map.of());
    }

    private static Map<String, String> read(Path file) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    HubProperty.KAFKA_CLIENT_FILE.key() + " names " + file + ", which cannot be read: " + e, e);
        }
        Map<String, String> settings = new TreeMap<>();
        for (String name : read.stringPropertyNames()) {
            if (!SECURITY.matcher(name).matches()) {
                throw new IllegalArgumentException(file + " sets '" + name
                        + "', but the file of " + HubProperty.KAFKA_CLIENT_FILE.key()
                        + " is for TLS and login alone: security.*, ssl.* and sasl.*");
            }
            settings.put(name, read.getProperty(name).trim());
        }
        return settings;
    }

    private static void mask(String value) {
        SecretMask.ofProcess().add(value);
        Matcher options = OPTION.matcher(value);
        while (options.find()) {
            String quoted = options.group(1);
            SecretMask.ofProcess().add(quoted == null ? options.group(2) : quoted.replaceAll("\\\\(.)", "$1"));
        }
    }

    /** All settings of a client that has these of its own. */
    public Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>(security);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        all.putAll(own);
        return all;
    }

    /** Without the settings, which hold secrets. */
    @Override
    public String toString() {
        return "KafkaClients[" + bootstrap + "]";
    }
}
