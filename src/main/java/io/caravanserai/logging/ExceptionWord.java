package io.caravanserai.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;

/** {@code %ex} of logback: each exception's message on one line, see {@link LogText}; the stack below as ever. */
public final class ExceptionWord extends ThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return super.throwableProxyToString(new ShownThrowable(thrown));
    }
}
