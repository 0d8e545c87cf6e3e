package io.caravanserai.page;

import io.caravanserai.html.Html;
import io.caravanserai.page.brand.Brand;
import java.util.List;
import java.util.Optional;

/** Writes the whole page: one document with its style inside, readable without a script. */
final class PageHtml {
    /** Of so many parcels all histories are open at once. */
    private static final int OPEN_LEGS = 3;

    private final PageTexts texts;
    private final String prefix;
    private final Html html = new Html();
    private final LegHtml legs;

    /** @param prefix before every path of the hub */
    PageHtml(PageTexts texts, String prefix) {
        this.texts = texts;
        this.prefix = prefix;
        this.legs = new LegHtml(html, texts);
    }

    /** @param script the tag that tells the hub of the view; empty for none */
    String page(ShownShipment shipment, PageStyle style, String token, String script) {
        Brand brand = shipment.brand();
        begin(headline(shipment) + " – " + brand.title().orElse(texts.of(Word.TITLE)), style);
        header(brand, token);
        html.open("main");
        if (shipment.cancelled()) {
            message(State.CANCELLED, Word.CANCELLED, Word.CANCELLED_HINT);
        } else if (shipment.legs().size() == 1) {
            single(shipment.legs().get(0));
        } else {
            several(shipment);
        }
        html.close("main");
        footer(brand, shipment.legs().stream().anyMatch(leg -> !leg.events().isEmpty()));
        return html.constant(script).constant("</body></html>").toString();
    }

    /** What is shown in place of a page that is not there, whatever the reason. */
    String notFound(PageStyle style) {
        begin(texts.of(Word.NOT_FOUND), style);
        header(Brand.NONE, "");
        html.open("main");
        message(State.PROBLEM, Word.NOT_FOUND, Word.NOT_FOUND_HINT);
        html.close("main");
        return html.constant("</body></html>").toString();
    }

    private void begin(String title, PageStyle style) {
        html.constant("<!DOCTYPE html>").open("html", "lang", texts.locale().toLanguageTag());
        html.constant(
                """
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
                <meta name="robots" content="noindex, nofollow"><meta name="color-scheme" content="light dark">\
                <link rel="icon" href="data:,">""");
        html.element("title", title).constant("<style>").constant(style.css()).constant("</style></head><body>");
        html.constant(PageStyle.SHAPES);
    }

    private void header(Brand brand, String token) {
        String name = brand.title().orElse(texts.of(Word.TITLE));
        html.open("header");
        if (brand.logo().isPresent()) {
            html.open("img", "src", prefix + PageLinks.FOLDER + token + "/logo", "alt", name, "height", "40");
        } else {
            html.element("p", name);
        }
        html.close("header");
    }

    private void message(State state, Word headline, Word hint) {
        html.open("section", "class", "card").open("div", "class", "status " + state.shape());
        legs.icon(state.shape());
        html.open("div").element("h1", texts.of(headline)).element("p", texts.of(hint), "class", "when");
        html.close("div").close("div").close("section");
    }

    private void single(Leg leg) {
        html.open("section", "class", "card");
        legs.status(leg, "h1");
        legs.steps(leg);
        html.close("section").open("section", "class", "card");
        html.element("h2", texts.of(Word.HISTORY));
        if (leg.events().isEmpty()) {
            html.element("p", texts.of(Word.NO_EVENTS));
        } else {
            legs.history(leg, "h3");
        }
        html.close("section");
    }

    private void several(ShownShipment shipment) {
        List<Leg> all = shipment.legs();
        html.open("section", "class", "card").element("h1", headline(shipment));
        html.close("section");
        for (Leg leg : all) {
            html.open("section", "class", "card");
            html.element("h2", name(leg, shipment.parcels()));
            legs.status(leg, "h3");
            if (leg.events().isEmpty()) {
                html.element("p", texts.of(Word.NO_EVENTS));
            } else {
                html.constant(all.size() <= OPEN_LEGS ? "<details open>" : "<details>");
                html.element("summary", texts.of(Word.HISTORY));
                legs.history(leg, "h4");
                html.close("details");
            }
            html.close("section");
        }
    }

    private String name(Leg leg, int parcels) {
        return leg.parcel() == 0 ? texts.of(Word.WHOLE) : texts.of(Word.PARCEL, leg.parcel(), parcels);
    }

    /** Of several parcels how many are delivered, unless all stand alike. */
    private String headline(ShownShipment shipment) {
        if (shipment.cancelled()) {
            return texts.of(Word.CANCELLED);
        }
        List<String> different =
                shipment.legs().stream().map(legs::headline).distinct().toList();
        if (different.size() == 1) {
            return different.get(0);
        }
        long delivered = shipment.legs().stream()
                .filter(leg -> leg.parcel() > 0 && leg.state() == State.DELIVERED)
                .count();
        return texts.of(Word.PARCELS_DELIVERED, delivered, shipment.parcels());
    }

    private void footer(Brand brand, boolean hasTimes) {
        Optional<String> support = brand.supportUrl();
        if (support.isEmpty() && !hasTimes) {
            return;
        }
        html.open("footer");
        support.ifPresent(url -> html.open("p")
                .element("a", texts.of(Word.SUPPORT), "href", url, "rel", "noreferrer")
                .close("p"));
        if (hasTimes) {
            html.element("p", texts.of(Word.TIME_NOTE), "class", "note");
        }
        html.close("footer");
    }
}
