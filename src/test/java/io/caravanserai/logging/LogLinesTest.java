package io.caravanserai.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.caravanserai.secret.SecretMask;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What partners sent, in lines of the log as the configurations that are shipped write them. */
class LogLinesTest {
    private static final String FORGED = "gone\r\n12:00:00.000 INFO  Hub - all is well";

    @ParameterizedTest
    @CsvSource({
        "logback.xml, STDERR",
        "logback-test.xml, STDOUT",
    })
    void aMessageIsOneLine(String configuration, String appender) throws Exception {
        String line = logback(configuration, appender, "file={}", FORGED, null);

        assertThat(line).endsWith("file=gone\\r\\n12:00:00.000 INFO  Hub - all is well" + System.lineSeparator());
        assertThat(line.lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\t",
                "\0",
                "\b",
                "\u001b[2J",
                "\u007f",
                "\u0085",
                "\u009b31m",
                "\u2028",
                "\u2029",
                "\u202e",
                "\u2066",
                "\u200f",
                "\ufeff",
                "\udb40\udc41",
                "\ud800"
            })
    void whatSteersATerminalOrEndsALineIsWrittenAsAnEscape(String evil) throws Exception {
        String line = logback("logback.xml", "STDERR", "name={}", "a" + evil + "b", null);

        assertThat(line).contains("name=a\\").endsWith("b" + System.lineSeparator());
        assertThat(line.stripTrailing().codePoints())
                .noneMatch(c -> Character.isISOControl(c)
                        || List.of(
                                        (int) Character.FORMAT,
                                        (int) Character.LINE_SEPARATOR,
                                        (int) Character.PARAGRAPH_SEPARATOR,
                                        (int) Character.SURROGATE)
                                .contains(Character.getType(c)));
    }

    @Test
    void allElseStaysAsItIs() throws Exception {
        String words = "Zażółć 配達 🚚 C:\\temp\\new %s {} '*'";

        assertThat(logback("logback.xml", "STDERR", "{}", words, null))
                .endsWith(" - " + words + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({
        "logback.xml, STDERR",
        "logback-test.xml, STDOUT",
    })
    void norDoesAnExceptionWriteLinesOfItsOwn(String configuration, String appender) throws Exception {
        IllegalStateException cause = new IllegalStateException("cause " + FORGED);
        RuntimeException thrown = new RuntimeException("thrown " + FORGED, cause);
        thrown.addSuppressed(new IllegalArgumentException("suppressed " + FORGED));

        String lines = logback(configuration, appender, "it failed", null, thrown);

        assertThat(lines.lines().filter(line -> line.startsWith("12:00:00.000")))
                .isEmpty();
        assertThat(lines)
                .contains("java.lang.RuntimeException: thrown gone\\r\\n12:00:00.000 INFO")
                .contains("java.lang.IllegalStateException: cause gone\\r\\n12:00:00.000 INFO");
        assertThat(lines).contains("\tat " + getClass().getName());
    }

    @Test
    void suppressedExceptionsAreShownLikewise() throws Exception {
        RuntimeException thrown = new RuntimeException("thrown");
        thrown.addSuppressed(new IllegalArgumentException("suppressed " + FORGED));

        assertThat(logback("logback.xml", "STDERR", "it failed", null, thrown))
                .contains("Suppressed: java.lang.IllegalArgumentException: suppressed gone\\r\\n12:00");
    }

    @Test
    void noSecretIsToldByMessageOrException() throws Exception {
        SecretMask.ofProcess().add("l0g-canary");

        String lines = logback(
                "logback.xml", "STDERR", "asked with {}", "l0g-canary", new RuntimeException("key l0g-canary refused"));

        assertThat(lines).contains("asked with ***").contains("key *** refused").doesNotContain("l0g-canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\u001b[2J", "\u0085", "\u2028", "\u2029", "\u202e"})
    void librariesThatLogByLog4jWriteOneLineToo(String evil) throws Exception {
        String line = log4j("name=a" + evil + "b", new IllegalStateException("thrown" + evil + "c"));

        assertThat(line.stripTrailing()).contains("name=a").contains("thrown").doesNotContain(evil);
        assertThat(line.stripTrailing().lines()).hasSize(1);
    }

    /** What the appender of the configuration would write. */
    private static String logback(
            String configuration, String appender, String words, @Nullable String value, @Nullable Throwable thrown)
            throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator joran = new JoranConfigurator();
        joran.setContext(context);
        joran.doConfigure(resource(configuration));
        try {
            Logger root = context.getLogger("ROOT");
            Encoder<ILoggingEvent> encoder = ((ConsoleAppender<ILoggingEvent>) root.getAppender(appender)).getEncoder();
            Logger logger = context.getLogger(LogLinesTest.class);
            Object[] values = value == null ? new Object[0] : new Object[] {value};
            return new String(
                    encoder.encode(new LoggingEvent(Logger.class.getName(), logger, Level.WARN, words, thrown, values)),
                    UTF_8);
        } finally {
            context.stop();
        }
    }

    private static String log4j(String message, Throwable thrown) throws Exception {
        try (org.apache.logging.log4j.core.LoggerContext context =
                new org.apache.logging.log4j.core.LoggerContext("lines")) {
            Configuration configuration = ConfigurationFactory.getInstance()
                    .getConfiguration(context, "lines", resource("log4j2.xml").toURI());
            configuration.initialize();
            Log4jLogEvent event = Log4jLogEvent.newBuilder()
                    .setLoggerName("library")
                    .setLevel(org.apache.logging.log4j.Level.ERROR)
                    .setMessage(new SimpleMessage(message))
                    .setThrown(thrown)
                    .build();
            return new String(configuration.getAppender("STDERR").getLayout().toByteArray(event), UTF_8);
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(LogLinesTest.class.getResource("/" + name), name);
    }
}
