package io.caravanserai.console;

import io.caravanserai.html.Html;
import io.caravanserai.http.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all pages have in common: head, navigation, who is logged in, and the headers that keep them safe. */
final class Layout {
    /** No script but the hub's files, no style but the hub's files, no frame, no form to elsewhere (CSP level 3). */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    /** No eval, no style of its own, no copy of pages in the browser's storage; errors are put into the page too. */
    private static final String HTMX =
            """
            {"allowEval":false,"allowScriptTags":false,"includeIndicatorStyles":false,"selfRequestsOnly":true,\
            "historyEnabled":false,"historyCacheSize":0,"defaultSwapStyle":"outerHTML",\
            "responseHandling":[{"code":"204","swap":false},{"code":"[2345]..","swap":true}]}""";

    private final Assets assets;
    private final String node;
    private final Set<Place> places = EnumSet.noneOf(Place.class);
    private Supplier<Long> attention = () -> 0L;

    Layout(Assets assets, String node) {
        this.assets = assets;
        this.node = node;
    }

    void add(Place place) {
        places.add(place);
    }

    /** How many things need a person, shown wherever one is. */
    void attention(Supplier<Long> count) {
        attention = count;
    }

    /**
     * A whole page.
     *
     * @param place where in the navigation it is; null for none
     * @param told what was done just before
     */
    HttpAnswer page(int status, Screen screen, Session session, @Nullable Place place, Optional<String> told) {
        Html html = begin(screen.title());
        html.open("body", "hx-headers", "{\"" + Guard.FORM_TOKEN_HEADER + "\":\"" + session.formToken() + "\"}");
        html.constant("<a class=\"skip\" href=\"#main\">Skip to the content</a>");
        header(html, session, place);
        html.constant("<main id=\"main\" tabindex=\"-1\">").element("h1", screen.title());
        told.ifPresent(words -> html.element("p", words, "class", "told", "role", "status"));
        return answer(status, html.add(screen.body()).constant("</main></body></html>"));
    }

    /** A page for who is not logged in. */
    HttpAnswer plain(int status, Screen screen) {
        Html html = begin(screen.title()).constant("<body class=\"door\"><main id=\"main\">");
        html.constant("<p class=\"brand\">Caravanserai</p>").element("h1", screen.title());
        return answer(status, html.add(screen.body()).constant("</main></body></html>"));
    }

    /** A piece of a page, for htmx. */
    static HttpAnswer piece(int status, Html html) {
        return answer(status, html);
    }

    private Html begin(String title) {
        Html html = new Html().constant("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.constant(
                """
                <meta name="viewport" content="width=device-width, initial-scale=1">\
                <meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">\
                <link rel="icon" href="data:,">""");
        html.open("meta", "name", "htmx-config", "content", HTMX);
        html.element("title", title + " · " + node + " · Caravanserai");
        html.open("link", "rel", "stylesheet", "href", assets.path(Assets.Asset.PICO));
        html.open("link", "rel", "stylesheet", "href", assets.path(Assets.Asset.STYLE));
        html.element("script", "", "defer", "", "src", assets.path(Assets.Asset.HTMX));
        html.element("script", "", "defer", "", "src", assets.path(Assets.Asset.SCRIPT));
        return html.constant("</head>");
    }

    private void header(Html html, Session session, @Nullable Place here) {
        html.constant("<header class=\"top\"><p class=\"brand\">Caravanserai</p><nav aria-label=\"Pages\"><ul>");
        for (Place place : places) {
            html.open("li");
            if (place == here) {
                html.open("a", "href", place.path(), "aria-current", "page");
            } else {
                html.open("a", "href", place.path());
            }
            html.text(place.title());
            if (place == Place.ATTENTION) {
                count(html);
            }
            html.constant("</a></li>");
        }
        html.constant("</ul></nav>").open("div", "class", "who");
        html.open("p")
                .text(session.role().word() + " on ")
                .element("strong", node)
                .close("p");
        html.open("form", "method", "post", "action", "/logout");
        html.open("input", "type", "hidden", "name", Guard.FORM_TOKEN, "value", session.formToken());
        html.constant("<button class=\"quiet\">Log out</button></form></div></header>");
    }

    private void count(Html html) {
        long things = attention.get();
        if (things > 0) {
            html.text(" ")
                    .open("span", "class", "count")
                    .text(things > 999 ? "999+" : Long.toString(things))
                    .close("span");
        }
    }

    private static HttpAnswer answer(int status, Html html) {
        return new HttpAnswer(
                status,
                Map.of(
                        "Content-Type",
                        "text/html; charset=utf-8",
                        "Content-Security-Policy",
                        POLICY,
                        // none at all would take the origin from the console's own forms
                        "Referrer-Policy",
                        "same-origin"),
                html.toString().getBytes(StandardCharsets.UTF_8));
    }
}
