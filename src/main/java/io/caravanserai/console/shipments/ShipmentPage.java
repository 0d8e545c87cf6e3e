package io.caravanserai.console.shipments;

import io.caravanserai.console.Bits;
import io.caravanserai.console.Bits.Facts;
import io.caravanserai.console.Bits.Tone;
import io.caravanserai.console.Console;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Place;
import io.caravanserai.console.Screen;
import io.caravanserai.console.Table;
import io.caravanserai.delivery.ShipmentDeliveries.Call;
import io.caravanserai.delivery.ShipmentDeliveries.Told;
import io.caravanserai.html.Html;
import io.caravanserai.journey.Journey;
import io.caravanserai.journey.Journey.Step;
import io.caravanserai.journey.JourneyAdmin;
import io.caravanserai.journey.ShipmentLine;
import java.time.Clock;
import java.util.List;

/** {@code /shipments/{id}}: the whole story of one. */
final class ShipmentPage {
    /** Labels that the hub makes itself: no carrier, and no partner, stands behind them. */
    private static final String IN_HOUSE = "in_house";

    private final JourneyAdmin journeys;
    private final Clock clock;

    ShipmentPage(JourneyAdmin journeys, Clock clock) {
        this.journeys = journeys;
        this.clock = clock;
    }

    void open(Console console) {
        console.page("/shipments/:id", Place.SHIPMENTS, this::page)
                .document("/shipments/:id/label", call -> journeys.label(call.http()));
    }

    private Screen page(ConsoleCall call) {
        Journey journey = journeys.journey(call.part("id"));
        ShipmentLine line = journey.shipment();
        Html html = new Html();
        html.constant("<section class=\"card\">").add(facts(journey)).constant("</section>");
        html.add(LabelCard.of(journey, call));
        html.constant("<h2>What happened</h2>");
        if (journey.steps().isEmpty()) {
            html.open("p", "class", "empty").text("No event yet. ");
            html.text(
                            line.carrierId().equals(IN_HOUSE)
                                    ? ""
                                    : line.carrierId()
                                            + " has told nothing of its numbers; the page of the carrier says"
                                            + " when it was last heard of.")
                    .close("p");
        }
        html.constant("<ol class=\"journey\">");
        journey.steps().forEach(step -> step(html, step));
        html.constant("</ol>");
        if (journey.more()) {
            html.constant("<p class=\"soft\">There are older events, which are not shown.</p>");
        }
        String number = line.trackingNumber();
        return new Screen("Shipment " + (number == null ? line.id() : number), html);
    }

    private Html facts(Journey journey) {
        ShipmentLine line = journey.shipment();
        Facts facts = new Facts()
                .add("Where it is", ShipmentsPage.status(line.status()))
                .add("Carrier", carrier(line.carrierId()));
        String account = line.accountNumber();
        if (account == null) {
            facts.add("Account", "No shipment has this number: nobody is told of its events.");
        } else {
            facts.add("Account", Bits.link(Bits.customer(account), line.account() + " (" + account + ")"));
        }
        facts.add("Id", account == null ? null : line.id())
                .add("The customer's id", line.id().equals(line.uuidRef()) ? null : line.uuidRef());
        journey.references().forEach((name, value) -> facts.add("Reference of the " + name, String.valueOf(value)));
        journey.parcels()
                .forEach(parcel -> facts.add(
                        "Parcel",
                        new Html()
                                .text(parcel.trackingNumber() == null ? parcel.uuidRef() : parcel.trackingNumber())
                                .text(" ")
                                .add(parcel.status() == null ? new Html() : ShipmentsPage.status(parcel.status()))));
        return facts.add("Made", Bits.ago(journey.createdUtc(), clock)).html();
    }

    private static Html carrier(String id) {
        return id.equals(IN_HOUSE) ? new Html().text(id) : Bits.link("/partners/carrier/" + Bits.encoded(id), id);
    }

    private void step(Html html, Step step) {
        html.open("li").open("article");
        html.open("h3").text(ShipmentsPage.words(step.milestone()) + ": " + ShipmentsPage.words(step.code()));
        html.text(step.subCode() == null ? "" : ", " + ShipmentsPage.words(step.subCode()))
                .close("h3");
        html.open("p", "class", "row");
        html.element("time", step.carrierTime(), "datetime", step.occurredUtc());
        html.add(basis(step.timeBasis()));
        flags(html, step);
        html.close("p");
        if (step.meaning() != null) {
            html.element("p", step.meaning(), "class", "soft");
        }
        String code = step.carrier().code()
                + (step.carrier().subCode() == null ? "" : "/" + step.carrier().subCode());
        Html said = new Html().element("code", code);
        if (step.carrier().freetextDetail() != null) {
            said.text(" “" + step.carrier().freetextDetail() + "”");
        }
        Facts facts = new Facts()
                .add("The carrier said", said)
                .add("Place", step.place())
                .add("Reason", step.reason())
                .add("Came in", source(step))
                .add("Made by", made(step));
        html.add(facts.html());
        told(html, step);
        html.close("article").close("li");
    }

    private static Html basis(String basis) {
        return switch (basis) {
            case "offset" -> new Html().element("span", "time as the carrier wrote it", "class", "soft");
            case "zone" -> new Html().element("span", "offset by the place's zone", "class", "soft");
            case "assumed_zone" -> Bits.mark(Tone.WARN, "zone assumed");
            default -> Bits.mark(Tone.WARN, "offset unknown");
        };
    }

    private static void flags(Html html, Step step) {
        if (step.unmapped()) {
            html.add(Bits.mark(Tone.BAD, "no row for its code"));
        }
        if (step.outOfOrder()) {
            html.add(Bits.mark(Tone.WARN, "came late"));
        }
        if (step.replaces() != null) {
            html.add(Bits.mark(Tone.PLAIN, "corrects an earlier one"));
        }
        if (step.replacedBy() != null) {
            html.add(Bits.mark(Tone.WARN, "corrected since: counts no more"));
        }
    }

    private Html source(Step step) {
        String place = step.source().offset() > 0
                ? ", byte " + step.source().offset()
                : step.source().line() > 1 ? ", line " + step.source().line() : "";
        return new Html()
                .text("by " + step.source().kind() + " ")
                .element("code", step.source().name() + place)
                .text(" ")
                .add(Bits.ago(step.receivedUtc(), clock));
    }

    private static Html made(Step step) {
        Html html = new Html().element("code", step.mapping());
        String row = step.codeRow();
        if (row != null && !row.equals("hub")) {
            html.text(" and ").element("code", row);
        }
        return html.text(" ").add(Bits.link("/events/" + Bits.encoded(step.eventId()), "Explain"));
    }

    private void told(Html html, Step step) {
        if (step.told().isEmpty() && step.files().isEmpty()) {
            html.constant("<p class=\"soft\">Nobody was told by webhook or file.</p>");
            return;
        }
        html.add(told(step.told()));
        step.files().forEach(file -> html.open("p")
                .text("File " + (file.fileName() == null ? "of " + file.outlet() : file.fileName()) + ": "
                        + file.status() + (file.acknowledged() == null ? "" : ", " + file.acknowledged()))
                .close("p"));
    }

    /** Each message with its attempts, folded. */
    static Html told(List<Told> all) {
        Html html = new Html();
        for (Told told : all) {
            html.open("details").open("summary");
            html.add(Bits.mark(tone(told.status()), told.status())).text(" to " + told.endpoint() + ", ");
            html.text(told.attempts() + (told.attempts() == 1 ? " attempt" : " attempts"))
                    .close("summary");
            if (told.calls().isEmpty()) {
                html.constant("<p class=\"soft\">No attempt is kept.</p>");
            } else {
                html.add(calls(told.calls()));
            }
            html.close("details");
        }
        return html;
    }

    private static Html calls(List<Call> calls) {
        Table table = new Table("Attempts", "When", "#Status", "#Took", "What came of it");
        for (Call call : calls) {
            Integer status = call.httpStatus();
            table.row()
                    .cell(call.atUtc())
                    .cell(status == null ? "–" : status.toString())
                    .cell(call.ms() + " ms")
                    .cell(new Html()
                            .text(call.error() == null ? "" : call.error() + " ")
                            .element("code", call.answer().isEmpty() ? "empty answer" : call.answer()));
        }
        return table.html();
    }

    private static Tone tone(String status) {
        return switch (status) {
            case "delivered" -> Tone.GOOD;
            case "dead" -> Tone.BAD;
            case "cancelled" -> Tone.WARN;
            default -> Tone.PLAIN;
        };
    }
}
