package io.caravanserai.page;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.page.brand.Logo;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that keep a page private: in no cache, no search engine, no referrer and no frame. */
final class PageAnswers {
    private PageAnswers() {}

    static HttpAnswer html(int status, String page, PageStyle style) {
        return answer(
                status,
                "text/html; charset=utf-8",
                "default-src 'none'; style-src " + style.source()
                        + "; img-src 'self' data:; script-src 'self'; connect-src 'self'; base-uri 'none';"
                        + " form-action 'none'; frame-ancestors 'none'",
                page.getBytes(StandardCharsets.UTF_8));
    }

    static HttpAnswer logo(Logo logo) {
        return answer(200, logo.mediaType(), "default-src 'none'; frame-ancestors 'none'", logo.bytes());
    }

    private static HttpAnswer answer(int status, String type, String policy, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Cache-Control", "private, no-store");
        headers.put("X-Robots-Tag", "noindex, nofollow");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Content-Security-Policy", policy);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Vary", "Accept-Language");
        return new HttpAnswer(status, headers, body);
    }
}
