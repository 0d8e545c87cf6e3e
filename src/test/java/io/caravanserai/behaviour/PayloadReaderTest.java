package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravanserai.event.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tracker payload may say, and which field is named when it says something else. */
class PayloadReaderTest {
    private static TrackerPayload read(String rest) throws Exception {
        return PayloadReader.read(
                Json.parse(("{\"source\":{\"id\":\"shop\"}," + rest + "}").getBytes(StandardCharsets.UTF_8)), 0);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00+02:00, 2026-11-20T08:00:00Z",
        "2026-11-20T10:00:00-0530, 2026-11-20T15:30:00Z",
        "2026-11-20 10:00:00.123456+00:00, 2026-11-20T10:00:00.123Z",
        "2026-11-20t10:00:00z, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00, 2026-11-20T10:00:00Z",
        "2026-11-20, 2026-11-20T00:00:00Z",
        "1969-12-31T23:59:59Z, 1969-12-31T23:59:59Z",
    })
    void aTimeWithoutOffsetIsUtc(String sent, Instant meant) throws Exception {
        TrackerPayload payload = read("\"events\":[{\"type\":\"a\",\"time\":{\"create\":\" " + sent + " \"}}]");

        assertThat(payload.events().get(0).created()).isEqualTo(meant.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"soon\"",
                "\"\"",
                "\"2026-02-30\"",
                "\"2026-11-20T24:00:00Z\"",
                "\"2026-11-20T10:00:60Z\"",
                "\"2026-11-20T10:00:00 +02:00\"",
                "\"+12026-01-01T00:00:00Z\"",
                "\"+999999999-01-01\"",
                "1700000000",
                "true",
                "{}"
            })
    void whatIsNoTimeIsNamed(String time) {
        for (String name : new String[] {"insert", "create", "update"}) {
            assertThat(faults("\"events\":[{\"type\":\"a\",\"time\":{\"" + name + "\":" + time + "}}]"))
                    .containsExactly("$.events[0].time." + name);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"session\":{\"id\":\"a\\u0000b\"} | $.session.id",
                "\"session\":{\"id\":\"a\\ud800\"} | $.session.id",
                "\"session\":{\"id\":5} | $.session.id",
                "\"session\":{\"id\":true} | $.session.id",
                "\"session\":\"s\" | $.session",
                "\"properties\":{\"a\":[1e308,-1e309]} | $",
                "\"session\":{\"context\":[]} | $.session.context",
                "\"profile\":{\"id\":\"a\\u0007\"} | $.profile.id",
                "\"profile\":[] | $.profile",
                "\"context\":1 | $.context",
                "\"properties\":[] | $.properties",
                "\"options\":\"none\" | $.options",
                "\"events\":{} | $.events",
                "\"events\":[null] | $.events[0]",
                "\"events\":[{}] | $.events[0].type",
                "\"events\":[{\"type\":\" \"}] | $.events[0].type",
                "\"events\":[{\"type\":5}] | $.events[0].type",
                "\"events\":[{\"type\":\"a\\u0000\"}] | $.events[0].type",
                "\"events\":[{\"type\":\"a\",\"id\":7}] | $.events[0].id",
                "\"events\":[{\"type\":\"a\",\"id\":\"\\udc00\"}] | $.events[0].id",
                "\"events\":[{\"type\":\"a\",\"tags\":[1]}] | $.events[0].tags[0]",
                "\"events\":[{\"type\":\"a\",\"properties\":[]}] | $.events[0].properties",
            })
    void whatCannotBeTakenIsNamed(String rest, String place) {
        assertThat(faults(rest)).containsExactly(place);
    }

    @Test
    void idsAndTypesOfAbsurdLengthAreNamed() {
        String absurd = "x".repeat(256);

        assertThat(faults(
                        """
                        "session":{"id":"%1$s"},"profile":{"id":"%1$s"},"events":[{"type":"%1$s","id":"%1$s"}]"""
                                .formatted(absurd)))
                .containsExactly("$.session.id", "$.profile.id", "$.events[0].type", "$.events[0].id");
    }

    @Test
    void nullAndUnknownKeysArePassedOver() throws Exception {
        TrackerPayload payload = read(
                """
                "session":null,"profile":{"id":null},"context":null,"properties":null,"options":null,"events":null,
                "metadata":{"time":"yesterday"},"request":[1]""");

        assertThat(payload.sessionId()).isEmpty();
        assertThat(payload.profileId()).isEmpty();
        assertThat(payload.events()).isEmpty();
    }

    @Test
    void whatAPayloadSaysForAllItsEventsIsNotMultipliedWithoutEnd() throws Exception {
        String shared = "\"context\":{\"x\":\"" + "y".repeat(100_000) + "\"},\"events\":[{\"type\":\"a\"}";

        assertThat(read(shared + ",{\"type\":\"a\"}".repeat(30) + "]").events()).hasSize(31);
        assertThat(faults(shared + ",{\"type\":\"a\"}".repeat(60) + "]")).containsExactly("$.events");
        assertThat(faults("\"events\":[{\"type\":\"a\"}" + ",{\"type\":\"a\"}".repeat(1000) + "]"))
                .containsExactly("$.events");
    }

    @Test
    void aSessionIsKeptUnlessThePayloadOrEachEventIsAgainstIt() throws Exception {
        String against = "{\"type\":\"a\",\"options\":{\"saveSession\":false}}";

        assertThat(read("\"events\":[" + against + "]").options().saveSession()).isFalse();
        assertThat(read("\"events\":[" + against + ",{\"type\":\"b\"}]")
                        .options()
                        .saveSession())
                .isTrue();
        assertThat(read("\"events\":[]").options().saveSession()).isTrue();
        assertThat(read("\"options\":{\"saveSession\":false},\"events\":[{\"type\":\"b\"}]")
                        .options()
                        .saveSession())
                .isFalse();
    }

    private static List<String> faults(String rest) {
        PayloadException refused = catchThrowableOfType(PayloadException.class, () -> read(rest));
        assertThat(refused).as(rest).isNotNull();
        return refused.faults().stream().map(fault -> fault.path()).toList();
    }
}
