package io.caravanserai.http;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Nothing a caller sends becomes a Camel header: a header, query parameter or form field named {@code kafka.*} or
 * {@code Camel*} would otherwise choose topics, files or targets (CVE-2026-49098). Handlers read the request itself.
 * Outwards only the headers listed here leave, so that no internal header leaks.
 */
public final class HeaderAllowList implements HeaderFilterStrategy {
    private static final Set<String> OUT = Set.of(
            "content-type",
            "retry-after",
            "www-authenticate",
            "location",
            "vary",
            "cache-control",
            "content-disposition",
            "etag",
            "x-last-updated",
            "idempotency-replay",
            "allow",
            "content-security-policy",
            "referrer-policy",
            "x-content-type-options",
            "x-frame-options",
            "x-robots-tag",
            "access-control-allow-origin",
            "access-control-allow-credentials",
            "access-control-allow-methods",
            "access-control-allow-headers",
            "access-control-expose-headers",
            "access-control-max-age",
            "cross-origin-resource-policy");

    @Override
    public boolean applyFilterToCamelHeaders(String headerName, Object headerValue, Exchange exchange) {
        return !OUT.contains(headerName.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String headerName, Object headerValue, Exchange exchange) {
        return true;
    }
}
