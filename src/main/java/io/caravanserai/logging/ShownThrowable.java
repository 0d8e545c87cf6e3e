package io.caravanserai.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/** An exception as the log shows it: its messages and those of its causes by {@link LogText}. */
record ShownThrowable(IThrowableProxy told) implements IThrowableProxy {
    @Override
    public @Nullable String getMessage() {
        return shown(told.getMessage());
    }

    @Override
    public @Nullable String getOverridingMessage() {
        return shown(told.getOverridingMessage());
    }

    private static @Nullable String shown(@Nullable String message) {
        return message == null ? null : LogText.of(message);
    }

    @Override
    public String getClassName() {
        return told.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return told.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return told.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        @Nullable IThrowableProxy cause = told.getCause();
        return cause == null ? null : new ShownThrowable(cause);
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        IThrowableProxy[] suppressed = told.getSuppressed();
        IThrowableProxy[] shown = new IThrowableProxy[suppressed == null ? 0 : suppressed.length];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = new ShownThrowable(suppressed[i]);
        }
        return shown;
    }

    @Override
    public boolean isCyclic() {
        return told.isCyclic();
    }
}
