package io.caravanserai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import io.caravanserai.secret.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaClientsTest {
    @TempDir
    Path folder = Path.of("unset");

    private KafkaClients read(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), content);
        KafkaSettings settings = HubConfig.from(
                        Settings.of(Map.of("hub.kafka.brokers", "k1:9093", "hub.kafka.client-file", file.toString())))
                .kafka();
        return KafkaClients.of(settings, settings.bootstrap());
    }

    @Test
    void givesEveryClientWhatTheFileSaysAndTheClientsOwn() throws IOException {
        KafkaClients clients = read("security.protocol=SSL\nssl.truststore.type=PEM\n");

        assertThat(clients.with(Map.of("acks", "all")))
                .isEqualTo(Map.of(
                        "bootstrap.servers", "k1:9093",
                        "security.protocol", "SSL",
                        "ssl.truststore.type", "PEM",
                        "acks", "all"));
    }

    @Test
    void whatIsNotAboutTlsAndLoginIsTheHubsToDecide() {
        assertThatThrownBy(() -> read("acks=0\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("client.properties sets 'acks'")
                .hasMessageContaining("security.*, ssl.* and sasl.*");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        KafkaSettings settings = HubConfig.from(Settings.of(
                        Map.of("hub.kafka.brokers", "k1:9093", "hub.kafka.client-file", folder + "/gone.properties")))
                .kafka();

        assertThatThrownBy(() -> KafkaClients.of(settings, "k1:9093"))
                .hasMessageContaining("hub.kafka.client-file names")
                .hasMessageContaining("gone.properties");
    }

    @Test
    void itsSecretsAreMaskedInAllThatIsTold() throws IOException {
        String before = "logged in with Vx81-quoted\"9 and Vx82-bare and Vx83-key";

        KafkaClients clients = read(
                """
                ssl.key.password=Vx83-key
                sasl.jaas.config=org.example.Login required username="hub" password="Vx81-quoted\\\\"9" clientSecret=Vx82-bare;
                """);

        assertThat(SecretMask.ofProcess().mask(before)).isEqualTo("logged in with *** and *** and ***");
        assertThat(clients).asString().doesNotContain("Vx8");
    }

    @Test
    void theEmbeddedBrokerHasNone() {
        Settings settings = Settings.of(Map.of("hub.kafka.client-file", "client.properties"));

        assertThatThrownBy(() -> HubConfig.from(settings))
                .hasMessageContaining("hub.kafka.client-file needs hub.kafka.brokers");
    }
}
