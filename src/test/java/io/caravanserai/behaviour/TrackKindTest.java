package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.config.HubConfig;
import io.caravanserai.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the two that share {@code POST /track} answers a call. */
class TrackKindTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto | {\"source\":{}} | - | - | events",
                "auto | {\"ids\":[]} | - | - | query",
                "auto | {\"ids\":null,\"source\":null} | - | - | both",
                "auto | {\"source\":{}} | - | x-key | both",
                "auto | {} | - | x-key | query",
                "auto | {} | profile_less | - | events",
                "auto | {\"ids\":[]} | profile_less | - | both",
                "auto | {} | - | - | neither",
                "auto | [{\"source\":{}}] | - | - | neither",
                "auto | {\"a\":{\"source\":1}} | - | - | neither",
                "auto | {\"source\":{},\"source\" | - | - | events",
                "auto | {\"x\":\"0123456789012345678901234567890123456789\",\"source\":{}} | - | - | large",
                "shipments | {\"source\":{}} | profile_less | - | query",
                "events | {\"ids\":[]} | - | x-key | events",
            })
    void tells(String mode, String body, String parameter, String header, String kind) {
        TrackKind track = new TrackKind(
                new HubConfig.Track(HubConfig.Track.Mode.valueOf(mode.toUpperCase(Locale.ROOT)), 50, false));

        assertThat(track.of(new HttpCall(
                        "POST",
                        "/track",
                        Map.of(),
                        parameter.equals("-") ? Map.of() : Map.of(parameter, List.of("true")),
                        header.equals("-") ? Map.of() : Map.of(header, List.of("key")),
                        "127.0.0.1",
                        body.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(kind);
    }
}
