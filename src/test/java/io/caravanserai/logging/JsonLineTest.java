package io.caravanserai.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.secret.SecretMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    private static String text(@Nullable Throwable thrown, String words, @Nullable Object... values) {
        LoggingEvent event = new LoggingEvent(
                "x", new LoggerContext().getLogger("io.caravanserai.Hub"), Level.WARN, words, thrown, values);
        event.setInstant(Instant.parse("2026-03-01T10:15:00.123Z"));
        event.setThreadName("main");
        return new String(JsonLine.of(event, "hub-7"), StandardCharsets.UTF_8);
    }

    private static JsonNode line(@Nullable Throwable thrown, String words, @Nullable Object... values)
            throws IOException {
        return Json.parse(text(thrown, words, values).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysWhenWhereAndWhat() throws IOException {
        JsonNode line = line(null, "the hub is ready");

        assertThat(line.path("@timestamp").asText()).isEqualTo("2026-03-01T10:15:00.123Z");
        assertThat(line.path("log.level").asText()).isEqualTo("WARN");
        assertThat(line.path("log.logger").asText()).isEqualTo("io.caravanserai.Hub");
        assertThat(line.path("service.node.name").asText()).isEqualTo("hub-7");
        assertThat(line.path("message").asText()).isEqualTo("the hub is ready");
    }

    @Test
    void whatAMessageNamesIsAFieldOfItsOwn() throws IOException {
        JsonNode line = line(
                null,
                "dead letter carrier={} attempt={} late={} reason={} next=look at {}",
                "bring",
                3L,
                true,
                "a=b",
                "x");

        assertThat(line.path("message").asText()).isEqualTo("dead letter next=look at x");
        assertThat(line.path("carrier").asText()).isEqualTo("bring");
        assertThat(line.path("attempt").isIntegralNumber()).isTrue();
        assertThat(line.path("late").isBoolean()).isTrue();
        assertThat(line.path("reason").asText()).isEqualTo("a=b");
    }

    @Test
    void aNameThatIsTakenStaysInTheMessage() throws IOException {
        JsonNode line = line(null, "two file={} file={} message={}", "a", "b", "c");

        assertThat(line.path("message").asText()).isEqualTo("two file=b message=c");
        assertThat(line.path("file").asText()).isEqualTo("a");
    }

    @Test
    void whatIsSaidWithoutValueOrWithTooFewIsSaidAsItIs() throws IOException {
        assertThat(line(null, "left={} right={}", "a").path("message").asText()).isEqualTo("right={}");
        assertThat(line(null, "cost $1 \\ {}", "$2").path("message").asText()).isEqualTo("cost $1 \\ $2");
    }

    @Test
    void isOneLineOfAsciiWhateverPartnersSay() {
        String line = text(
                new IllegalStateException("thrown\r\nforged"),
                "file={}",
                "ü\n{\"log.level\":\"INFO\"}\u2028\u001b[2J\u202e");

        assertThat(line).endsWith("}\n").hasLineCount(1).matches("\\p{ASCII}*").doesNotContain("\u001b", "\r");
    }

    @Test
    void anExceptionIsToldWithItsStack() throws IOException {
        JsonNode line = line(new IllegalStateException("it broke"), "failed");

        assertThat(line.path("error.type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.path("error.message").asText()).isEqualTo("it broke");
        assertThat(line.path("error.stack_trace").asText())
                .contains("it broke", "at " + getClass().getName());
    }

    @Test
    void noSecretIsTold() {
        SecretMask.ofProcess().add("js0n-canary");

        assertThat(text(new RuntimeException("key js0n-canary"), "asked js0n-canary with={}", "js0n-canary"))
                .contains("***")
                .doesNotContain("js0n-canary");
    }
}
