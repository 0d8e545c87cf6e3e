package io.caravanserai.page;

import io.caravanserai.page.brand.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * The style of a page in a brand's colour.
 *
 * @param css what stands in the page's style element, to the byte
 */
record PageStyle(String css) {
    /** Shapes that the page refers to, drawn once. */
    static final String SHAPES = resource("shapes.svg");

    private static final String CSS = resource("page.css");
    /** Of the backgrounds in page.css those that leave least contrast, by day and by night. */
    private static final Color LIGHT = Color.parse("#f3f4f6");

    private static final Color DARK = Color.parse("#1b2027");

    static PageStyle of(Color accent) {
        return new PageStyle(":root{--accent:" + accent.css() + ";--on-accent:"
                + accent.text().css() + ";--accent-light:"
                + accent.readableOn(LIGHT).css() + ";--accent-dark:"
                + accent.readableOn(DARK).css() + "}" + CSS);
    }

    /** How a Content-Security-Policy allows this style and no other (CSP level 3, section 2.3.1). */
    String source() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(PageStyle.class.getResourceAsStream("/page/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
