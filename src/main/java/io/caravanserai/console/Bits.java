package io.caravanserai.console;

import io.caravanserai.html.Html;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Small pieces that many pages have. */
public final class Bits {
    private Bits() {}

    /** How something stands: a word with a shape of its own, which colour only repeats. */
    public enum Tone {
        GOOD("mark good", "● "),
        PLAIN("mark", "○ "),
        WARN("mark warn", "‖ "),
        BAD("mark bad", "✕ ");

        private final String css;
        private final String shape;

        Tone(String css, String shape) {
            this.css = css;
            this.shape = shape;
        }
    }

    public static Html mark(Tone tone, String word) {
        return new Html()
                .open("span", "class", tone.css)
                .element("span", tone.shape, "aria-hidden", "true")
                .text(word)
                .close("span");
    }

    public static Html link(String path, String words) {
        return new Html().element("a", words, "href", path);
    }

    /** Where a customer's page is. */
    public static String customer(String account) {
        return "/partners/customer/" + encoded(account);
    }

    /** The number of an account, beside the name that people know it by. */
    public static String account(String number) {
        return "account " + number;
    }

    /** How long ago; a dash for what never was. */
    public static Html ago(@Nullable String utc, Clock clock) {
        return utc == null ? new Html().text("–") : Plain.ago(Instant.parse(utc), clock.instant());
    }

    /** A part of a path, or the value of a parameter. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A list of names and what they stand for, beside each other. */
    public static final class Facts {
        private final Html html = new Html().constant("<dl class=\"facts\">");

        public Facts add(String name, Html content) {
            html.element("dt", name).open("dd").add(content).close("dd");
            return this;
        }

        /** Left out when there is nothing to say. */
        public Facts add(String name, @Nullable String text) {
            return text == null || text.isEmpty() ? this : add(name, new Html().text(text));
        }

        public Html html() {
            return new Html().add(html).constant("</dl>");
        }
    }

    /** The way to the next page of a list; nothing on the last. */
    public static Html next(@Nullable String path) {
        return path == null
                ? new Html()
                : new Html()
                        .open("p", "class", "pages")
                        .element("a", "Next page", "href", path, "rel", "next")
                        .close("p");
    }

    /** A field to search by. */
    public static Html search(String path, String label, String words) {
        Html html = new Html().open("form", "class", "find", "action", path);
        html.open("label").text(label);
        html.open("input", "type", "search", "name", "q", "value", words, "autocomplete", "off");
        return html.constant("</label><button>Find</button></form>");
    }
}
