package io.caravanserai.tracing;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random ids, but for a root span, which gets those of its event. */
final class RootIds implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();
    private static final ThreadLocal<@Nullable EventTrace> WANTED = new ThreadLocal<>();

    /** What is begun within has these ids. */
    <T> T with(EventTrace trace, Supplier<T> begin) {
        WANTED.set(trace);
        try {
            return begin.get();
        } finally {
            WANTED.remove();
        }
    }

    @Override
    public String generateTraceId() {
        EventTrace trace = WANTED.get();
        return trace == null ? random.generateTraceId() : trace.traceId();
    }

    @Override
    public String generateSpanId() {
        EventTrace trace = WANTED.get();
        return trace == null ? random.generateSpanId() : trace.rootSpanId();
    }
}
