package io.caravanserai.page;

import io.caravanserai.html.Html;
import io.caravanserai.http.CallRate;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.http.Network;
import io.caravanserai.http.Robots;
import io.caravanserai.page.brand.Brand;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** The public page of a shipment, for whoever has its link: {@code GET /t/{token}}. */
public final class TrackingPage {
    /** Event source of the pages' own views, made with the store. */
    private static final String SOURCE = "tracking-page";

    private static final double VIEWS_PER_SECOND = 10;
    private static final double MISSES_PER_SECOND = 20;

    private final PageStore pages;
    private final PageLinks links;
    private final PageLanguages languages;
    private final Consumer<String> watched;
    private final CallRate rate;

    /** @param watched told the id of a shipment at which a person looks; must return at once */
    public TrackingPage(
            Database database, PageLinks links, PageLanguages languages, Consumer<String> watched, Clock clock) {
        this.pages = new PageStore(database);
        this.links = links;
        this.languages = languages;
        this.watched = watched;
        this.rate = new CallRate(clock);
    }

    /**
     * {@code GET /t/{token}}: 200 with the page in the reader's language; 404 with a page that is the same whatever the
     * token, 429 for too many calls.
     *
     * @throws HttpProblem 503 while no language can be used
     */
    public HttpAnswer page(HttpCall call) {
        PageTexts texts = languages
                .choose(call.header("accept-language"))
                .orElseThrow(() -> HttpProblem.of(
                        503, "The texts of this page cannot be used; ./hub check says what is wrong with them."));
        String token = call.pathParam("token");
        Optional<ShownShipment> found = PageToken.isOne(token) ? pages.read(token) : Optional.empty();
        if (found.isEmpty()) {
            rate.take("miss " + Network.callerOf(call.remoteAddress()), MISSES_PER_SECOND);
            PageStyle style = PageStyle.of(Brand.NONE.accent());
            return PageAnswers.html(404, new PageHtml(texts, links.prefix()).notFound(style), style);
        }
        ShownShipment shipment = found.get();
        rate.take(shipment.id(), VIEWS_PER_SECOND);
        if (!Robots.isOne(call)) {
            watched.accept(shipment.id());
        }
        PageStyle style = PageStyle.of(shipment.brand().accent());
        String page = new PageHtml(texts, links.prefix()).page(shipment, style, token, script());
        return PageAnswers.html(200, page, style);
    }

    /** {@code GET /t/{token}/logo}: 200 with the picture of the shipment's account; 404 when it has none. */
    public HttpAnswer logo(HttpCall call) {
        String token = call.pathParam("token");
        return Optional.of(token)
                .filter(PageToken::isOne)
                .flatMap(pages::brand)
                .flatMap(Brand::logo)
                .map(PageAnswers::logo)
                .orElseThrow(() -> HttpProblem.of(404, "There is no logo here."));
    }

    /** Tells the hub of the view, under a session id of its own, for no profile, and without the token in the address. */
    private String script() {
        return new Html()
                .constant("<script defer src=\"")
                .text(links.prefix())
                .constant("/tracker/hub.js\" data-source=\"" + SOURCE
                        + "\" data-page=\"/t/\" data-profile-less></script>")
                .toString();
    }
}
