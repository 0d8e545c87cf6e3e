package io.caravanserai.logging;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;

/** {@code %msg} of logback: the message on one line, see {@link LogText}. */
public final class MessageWord extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
        @Nullable String message = super.convert(event);
        return message == null ? "" : LogText.of(message);
    }
}
