package io.caravanserai.console.shipments;

import io.caravanserai.console.Bits;
import io.caravanserai.console.Bits.Facts;
import io.caravanserai.console.Bits.Tone;
import io.caravanserai.console.Console;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Place;
import io.caravanserai.console.Plain;
import io.caravanserai.console.Screen;
import io.caravanserai.console.Table;
import io.caravanserai.html.Html;
import io.caravanserai.journey.JourneyAdmin;
import io.caravanserai.replay.Explanation;
import io.caravanserai.replay.Explanation.Verdict;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** {@code /events/{id}}: which lines of mapping and code table made an event. */
final class ExplainPage {
    private final JourneyAdmin journeys;
    private final Clock clock;

    ExplainPage(JourneyAdmin journeys, Clock clock) {
        this.journeys = journeys;
        this.clock = clock;
    }

    void open(Console console) {
        console.page("/events/:id", Place.SHIPMENTS, this::page);
    }

    private Screen page(ConsoleCall call) {
        Explanation explained = journeys.explanation(call.part("id"));
        Html html = new Html().constant("<section class=\"card\">");
        html.open("p", "class", "verdict").add(mark(explained.verdict()));
        html.text(" " + explained.words()).close("p");
        html.add(new Facts()
                .add(
                        "Tracking number",
                        Bits.link(
                                Place.SHIPMENTS.path() + "?q=" + Bits.encoded(explained.carrierTrackingId()),
                                explained.carrierTrackingId()))
                .add("Carrier", explained.carrierId())
                .add("Mapping", place(explained.mapping()))
                .add("Row of the code", row(explained.codeRow()))
                .add("Came in", Bits.ago(explained.receivedUtc(), clock))
                .html());
        html.constant("</section>");
        differences(html, explained);
        fields(html, explained);
        raw(html, explained, call);
        return new Screen("What made this event", html);
    }

    private static Html mark(Verdict verdict) {
        return switch (verdict) {
            case SAME -> Bits.mark(Tone.GOOD, "unchanged");
            case CHANGED -> Bits.mark(Tone.WARN, "changed since");
            case GONE -> Bits.mark(Tone.BAD, "made no more");
            case NO_RAW -> Bits.mark(Tone.PLAIN, "not compared");
        };
    }

    private static Html row(Explanation.@Nullable Place row) {
        if (row == null) {
            return Bits.mark(Tone.BAD, "no row translates it");
        }
        return row.at().equals("hub") ? new Html().text("the hub's own code") : place(row);
    }

    private static Html place(Explanation.Place place) {
        Html html = new Html().element("code", place.at(), "class", "at");
        return place.text() == null ? html : html.constant("<br>").element("code", place.text(), "class", "soft");
    }

    private static void differences(Html html, Explanation explained) {
        if (!explained.differences().isEmpty()) {
            Table table = new Table("Differences", "Field", "As it was told", "As the mapping of now says");
            explained.differences().forEach(change -> table.row()
                    .cell(change.field())
                    .cell(change.kept() == null ? "–" : change.kept())
                    .cell(change.now() == null ? "–" : change.now()));
            html.constant("<h2>What would change</h2>").add(table.html());
        }
    }

    private static void fields(Html html, Explanation explained) {
        if (!explained.fields().isEmpty()) {
            Table table = new Table("Fields", "Field", "Value", "Line of the mapping");
            explained
                    .fields()
                    .forEach(field ->
                            table.row().cell(field.field()).cell(field.value()).cell(place(field.line())));
            html.constant("<h2>Where each field is from</h2>").add(table.html());
        }
    }

    private static void raw(Html html, Explanation explained, ConsoleCall call) {
        Explanation.Raw raw = explained.raw();
        if (raw == null) {
            return;
        }
        html.open("h2").text("What the carrier sent").close("h2");
        html.open("p", "class", "soft")
                .text("By " + raw.source().kind() + " " + raw.source().name() + ", " + Plain.size(raw.size()))
                .close("p");
        html.element("pre", raw.text(), "tabindex", "0");
        if (call.mayAct()) {
            html.open("form", "method", "post", "action", "/try").add(call.formToken());
            html.open("input", "type", "hidden", "name", "carrier", "value", explained.carrierId());
            html.open("textarea", "hidden", "", "name", "payload")
                    .text("\n" + raw.text())
                    .close("textarea");
            html.constant("<button class=\"quiet\">Try it with an edited code table</button></form>");
        }
    }
}
