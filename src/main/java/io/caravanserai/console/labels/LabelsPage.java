package io.caravanserai.console.labels;

import io.caravanserai.budget.BudgetStatus;
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
import io.caravanserai.label.news.BatchList;
import io.caravanserai.label.queue.LaneQueue;
import io.caravanserai.label.queue.LaneStanding;
import io.caravanserai.label.queue.WaitingLabel;
import io.caravanserai.labelview.LabelAdmin;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** {@code /labels}: what waits to be labelled at each account of a carrier, until when, and the batches. */
public final class LabelsPage {
    private static final String LIVE = "/labels-now";
    private static final int MOST_CUSTOMERS = 5;

    private final LabelAdmin labels;
    private final Clock clock;

    public LabelsPage(LabelAdmin labels, Clock clock) {
        this.labels = labels;
        this.clock = clock;
    }

    public void open(Console console) {
        console.page(Place.LABELS, this::overview)
                .page("/labels/:carrier/:account", Place.LABELS, this::queue)
                .live(LIVE, this::lanes);
    }

    private Screen overview(ConsoleCall call) {
        Html html = new Html();
        Console.live(html, LIVE, lanes());
        html.constant("<h2>Batches</h2>");
        LabelAdmin.Batches page = labels.batches(call.query("before").orElse(""), 20);
        if (page.batches().isEmpty()) {
            html.constant(
                    "<p class=\"empty\">No batch yet. A customer makes one by <code>POST /label-batches</code>.</p>");
        } else {
            html.add(batches(page.batches()));
            String next = page.next();
            html.add(Bits.next(next == null ? null : Place.LABELS.path() + "?before=" + Bits.encoded(next)));
        }
        return new Screen("Labels", html);
    }

    private Html lanes() {
        Html html = new Html();
        List<LaneStanding> all = labels.lanes();
        if (all.isEmpty()) {
            html.constant("<p class=\"empty\">No route of this hub buys labels, and none waits. Labels of"
                    + " <code>in_house</code> are made at once.</p>");
        }
        html.constant("<div class=\"lanes\">");
        all.forEach(lane -> lane(html, lane));
        return html.constant("</div>");
    }

    private void lane(Html html, LaneStanding lane) {
        String account = lane.account();
        html.open("article").open("h2").text(lane.carrierId());
        html.text(account == null ? "" : ", account " + account).close("h2");
        html.open("p").add(state(lane)).close("p");
        Facts facts = new Facts();
        facts.add(
                "Waiting",
                account == null || lane.waiting() == 0
                        ? new Html().text(Plain.number(lane.waiting()))
                        : Bits.link(
                                "/labels/" + Bits.encoded(lane.carrierId()) + "/" + Bits.encoded(account),
                                Plain.number(lane.waiting()) + " labels"));
        if (lane.oldestUtc() != null) {
            facts.add("The oldest", Bits.ago(lane.oldestUtc(), clock));
        }
        if (lane.lastExpectedUtc() != null) {
            facts.add("The last one's turn", Bits.ago(lane.lastExpectedUtc(), clock));
        }
        facts.add("States", states(lane)).add("Limits", limits(lane)).add("For", customers(lane));
        facts.add("Worked on by", lane.node());
        html.add(facts.html()).close("article");
    }

    private static Html state(LaneStanding lane) {
        if (lane.account() == null) {
            return Bits.mark(Tone.BAD, "nobody makes them")
                    .text(" No route of the carrier runs that would; see Routes, or add its label route.");
        }
        if (lane.pausedUntilUtc() != null) {
            return Bits.mark(Tone.WARN, "waits")
                    .text(" until " + lane.pausedUntilUtc()
                            + (lane.pauseReason() == null ? "" : ": " + lane.pauseReason()));
        }
        return lane.waiting() == 0 ? Bits.mark(Tone.PLAIN, "nothing waits") : Bits.mark(Tone.GOOD, "at work");
    }

    private static String states(LaneStanding lane) {
        return lane.states().entrySet().stream()
                .map(state -> Plain.number(state.getValue()) + " " + state.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Html limits(LaneStanding lane) {
        if (lane.rate() == null) {
            return new Html().text("none");
        }
        Html html = new Html();
        if (lane.limits().isEmpty()) {
            html.text(lane.rate());
        }
        lane.limits().forEach(limit -> limit(html, limit));
        return html;
    }

    /** A limit with how far it is used, as a bar and in words. */
    public static void limit(Html html, BudgetStatus.Use limit) {
        String words = Plain.number(limit.used()) + " of " + Plain.number(limit.most());
        html.open("div")
                .open(
                        "meter",
                        "min",
                        "0",
                        "max",
                        Long.toString(Math.max(1, limit.most())),
                        "value",
                        Long.toString(limit.used()))
                .text(words)
                .close("meter");
        html.text(" " + words + " (" + limit.limit() + ")").close("div");
    }

    private static String customers(LaneStanding lane) {
        String shown = lane.customers().stream()
                .limit(MOST_CUSTOMERS)
                .map(customer -> customer.name() + " (" + Plain.number(customer.waiting()) + ")")
                .collect(Collectors.joining(", "));
        int more = lane.customers().size() - MOST_CUSTOMERS;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private Html batches(List<BatchList.Line> batches) {
        Table table = new Table("Batches", "Batch", "Account", "State", "#Labels", "Format", "#Made", "#Deadline");
        for (BatchList.Line batch : batches) {
            String name = batch.name() == null ? batch.id() : batch.name();
            String manifest = batch.date() == null ? "" : " manifest of " + batch.carrierId() + ", " + batch.date();
            table.row()
                    .cell(new Html().text(name).element("span", manifest, "class", "soft"))
                    .cell(Bits.link(Bits.customer(batch.accountNumber()), batch.account()))
                    .cell(Bits.mark(tone(batch.status()), batch.status()))
                    .cell(Plain.number(batch.made()) + " of " + Plain.number(batch.shipments()))
                    .cell(batch.format())
                    .cell(Bits.ago(batch.createdUtc(), clock))
                    .cell(Bits.ago(batch.deadlineUtc(), clock));
        }
        return table.html();
    }

    private static Tone tone(String status) {
        return switch (status) {
            case "complete" -> Tone.GOOD;
            case "partial" -> Tone.WARN;
            default -> Tone.PLAIN;
        };
    }

    private Screen queue(ConsoleCall call) {
        String carrier = call.part("carrier");
        String account = call.part("account");
        LaneQueue.Page page = labels.page(call.http());
        Html html = new Html();
        html.constant(
                "<p class=\"hint\">In the order of arrival; priority, cut-off and turns between customers may change"
                        + " it. The time is by the pace of the account's limits.</p>");
        if (page.labels().isEmpty()) {
            html.constant("<p class=\"empty\">Nothing waits here any more.</p>");
        } else {
            Table table = new Table(
                    "Waiting labels", "#Place", "Shipment", "Account", "Service", "State", "#Came", "#Its turn");
            for (WaitingLabel label : page.labels()) {
                table.row()
                        .cell(Plain.number(label.position()))
                        .cell(Bits.link("/shipments/" + Bits.encoded(label.shipmentId()), label.shipmentId()))
                        .cell(Bits.link(Bits.customer(label.accountNumber()), label.account()))
                        .cell(label.service())
                        .cell(label.status() + (label.attempts() == 0 ? "" : ", " + label.attempts() + " calls"))
                        .cell(Bits.ago(label.createdUtc(), clock))
                        .cell(Bits.ago(label.expectedUtc(), clock));
            }
            html.add(table.html());
        }
        String next = page.next();
        String path = "/labels/" + Bits.encoded(carrier) + "/" + Bits.encoded(account);
        html.add(Bits.next(next == null ? null : path + "?after=" + Bits.encoded(next)));
        return new Screen("Labels of " + carrier + ", account " + account, html);
    }
}
