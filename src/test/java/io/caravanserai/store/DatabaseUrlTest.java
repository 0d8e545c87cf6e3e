package io.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.config.HubConfig;
import io.caravanserai.secret.SecretMask;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords in the address of the database, and what is told of it. */
class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:1/hub?user=hub&password=pg%2Dc4n4ry",
                "jdbc:postgresql://hub:pg-c4n4ry@127.0.0.1:1/hub?loginTimeout=1",
                "jdbc:nosuchdb://127.0.0.1:1/hub?password=pg-c4n4ry"
            })
    void aPasswordIsNotToldWhenTheDatabaseIsAway(String url) {
        HubConfig.Store config =
                new HubConfig.Store(Optional.of(url), Optional.of("hub"), Optional.of("pg-c4n4ry-2"), 4);

        assertThatThrownBy(() -> Database.open(config, Path.of("unused")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("//127.0.0.1:1/hub: check hub.db.url")
                .hasMessageNotContaining("c4n4ry")
                .satisfies(thrown -> {
                    String stack = Throwables.getStackTrace(thrown) + " with pg-c4n4ry-2.";
                    assertThat(SecretMask.ofProcess().mask(stack)).doesNotContain("c4n4ry");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/hub, jdbc:postgresql://db/hub, ''",
        "jdbc:postgresql://db:5432/hub?ssl=true&sslpassword=a%26b, jdbc:postgresql://db:5432/hub, a%26b a&b",
        "jdbc:postgresql://u:p:w@db/hub, jdbc:postgresql://db/hub, p:w p:w",
        "jdbc:postgresql:hub?password=100%, jdbc:postgresql:hub, 100% 100%",
    })
    void knowsWhereItIsAndWhatIsSecret(String url, String place, String passwords) {
        DatabaseUrl address = new DatabaseUrl(url);

        assertThat(address.place()).isEqualTo(place);
        assertThat(String.join(" ", address.passwords())).isEqualTo(passwords);
    }
}
