package io.caravanserai.console.shipments;

import io.caravanserai.console.Bits;
import io.caravanserai.console.Bits.Tone;
import io.caravanserai.console.Console;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Place;
import io.caravanserai.console.Screen;
import io.caravanserai.console.Table;
import io.caravanserai.html.Html;
import io.caravanserai.journey.JourneyAdmin;
import io.caravanserai.journey.ShipmentLine;
import io.caravanserai.journey.ShipmentSearch;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** {@code /shipments}: all shipments, found by any id or reference. */
public final class ShipmentsPage {
    private final JourneyAdmin journeys;
    private final Clock clock;

    public ShipmentsPage(JourneyAdmin journeys, Clock clock) {
        this.journeys = journeys;
        this.clock = clock;
    }

    public void open(Console console) {
        console.page(Place.SHIPMENTS, this::list);
        new ShipmentPage(journeys, clock).open(console);
        new ExplainPage(journeys, clock).open(console);
    }

    private Screen list(ConsoleCall call) {
        String query = call.query("q").orElse("");
        ShipmentSearch.Page page = journeys.page(call.http());
        Html html = Bits.search(Place.SHIPMENTS.path(), "Any id, tracking number or reference, of any account", query);
        if (page.shipments().isEmpty()) {
            empty(html, query);
        } else {
            html.add(table(page));
            String next = page.next();
            html.add(Bits.next(
                    next == null
                            ? null
                            : Place.SHIPMENTS.path() + "?q=" + Bits.encoded(query) + "&before=" + Bits.encoded(next)));
        }
        return new Screen("Shipments", html);
    }

    private static void empty(Html html, String query) {
        html.open("p", "class", "empty");
        if (query.isEmpty()) {
            html.constant(
                    "No shipment yet. A customer makes one by <code>POST /shipments</code>, or has a number followed"
                            + " by <code>POST /trackers</code>.");
        } else {
            html.text("Nothing is called “" + query + "”. A number is looked for as it is written, in capitals, and"
                    + " without spaces and dashes; a part of it is not enough.");
        }
        html.close("p");
    }

    private Html table(ShipmentSearch.Page page) {
        Table table = new Table("Shipments", "Shipment", "Carrier", "Account", "Where it is", "Label", "#Changed");
        for (ShipmentLine line : page.shipments()) {
            table.row()
                    .cell(name(line))
                    .cell(line.carrierId())
                    .cell(line.account() == null ? "no shipment has this number" : line.account())
                    .cell(status(line.status()))
                    .cell(line.labelStatus() == null || line.origin().equals("tracker") ? "–" : line.labelStatus())
                    .cell(Bits.ago(line.updatedUtc(), clock));
        }
        return table.html();
    }

    private static Html name(ShipmentLine line) {
        String number = line.trackingNumber();
        String shown = number == null ? line.uuidRef() : number;
        Html html = Bits.link(path(line.id()), shown == null ? line.id() : shown);
        // a customer who names nothing of its own gets our id as its own
        if (number != null && line.uuidRef() != null && !line.uuidRef().equals(line.id())) {
            html.constant("<br>").element("span", line.uuidRef(), "class", "soft");
        }
        return html;
    }

    static String path(String id) {
        return Place.SHIPMENTS.path() + "/" + Bits.encoded(id);
    }

    /** In words, since milestones are names. */
    static Html status(ShipmentLine.@Nullable Status status) {
        if (status == null) {
            return new Html().text("no event yet");
        }
        Tone tone =
                switch (status.milestone()) {
                    case "exception", "return_to_sender" -> Tone.WARN;
                    case "other" -> Tone.BAD;
                    default -> status.ended() ? Tone.GOOD : Tone.PLAIN;
                };
        String sub = status.subCode() == null ? "" : ", " + words(status.subCode());
        return Bits.mark(tone, words(status.milestone())).text(" " + words(status.code()) + sub);
    }

    static String words(String code) {
        return code.replace('_', ' ');
    }
}
