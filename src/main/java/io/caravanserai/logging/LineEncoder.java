package io.caravanserai.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Lines of the log by their pattern, or as JSON once that is wanted: settings are read after the first lines are written. */
public final class LineEncoder extends PatternLayoutEncoder {
    private static volatile LogFormat format = LogFormat.TEXT;
    private static volatile String node = "";

    /**
     * From now on all lines of this process are written so.
     *
     * @param node name of the hub's node, which JSON lines tell
     */
    public static void use(LogFormat wanted, String node) {
        LineEncoder.node = node;
        format = wanted;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return format == LogFormat.JSON ? JsonLine.of(event, node) : super.encode(event);
    }
}
