package io.caravanserai.intake;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Warnings and errors of the hub and of Camel while a test runs. */
final class HubLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    static HubLog open() {
        HubLog log = new HubLog();
        log.start();
        log.root.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String logger = event.getLoggerName();
        if (event.getLevel().isGreaterOrEqual(Level.WARN)
                && (logger.startsWith("io.caravanserai") || logger.startsWith("org.apache.camel"))) {
            lines.add(event.getFormattedMessage());
        }
    }

    /** Those that name this. */
    List<String> about(String what) {
        return lines.stream().filter(line -> line.contains(what)).toList();
    }

    @Override
    public void close() {
        root.detachAppender(this);
    }
}
