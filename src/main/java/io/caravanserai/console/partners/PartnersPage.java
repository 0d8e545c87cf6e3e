package io.caravanserai.console.partners;

import io.caravanserai.console.Bits;
import io.caravanserai.console.Bits.Tone;
import io.caravanserai.console.Console;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Place;
import io.caravanserai.console.Plain;
import io.caravanserai.console.Screen;
import io.caravanserai.console.Table;
import io.caravanserai.html.Html;
import io.caravanserai.partner.CarrierPartner;
import io.caravanserai.partner.CustomerPartner;
import io.caravanserai.partner.PartnerDesk;
import io.caravanserai.partner.RouteLine;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** {@code /partners}: carriers and customers, when they were heard of and what needs a look. */
public final class PartnersPage {
    private static final int PAGE = 50;

    private final PartnerDesk desk;
    private final Clock clock;

    public PartnersPage(PartnerDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    public void open(Console console) {
        console.page(Place.PARTNERS, this::list);
        new CarrierPage(desk, clock).open(console);
        new CustomerPage(desk, clock).open(console);
    }

    private Screen list(ConsoleCall call) {
        String words = call.query("q").orElse("");
        String after = call.query("after").orElse("");
        Html html = Bits.search(Place.PARTNERS.path(), "A part of a name", words);
        if (after.isEmpty()) {
            html.constant("<h2>Carriers</h2>").add(carriers(desk.carriers(words), words));
        }
        html.constant("<h2>Customers</h2>");
        PartnerDesk.Customers page = desk.customers(words, after, PAGE);
        if (page.customers().isEmpty()) {
            html.open("p", "class", "empty");
            if (words.isEmpty()) {
                html.constant("No customer yet. <code>./hub account add NAME</code> makes one, with its key.");
            } else {
                html.text("No customer's name or number has “" + words + "” in it.");
            }
            html.close("p");
        } else {
            html.add(customers(page.customers()));
        }
        String next = page.next();
        html.add(Bits.next(
                next == null
                        ? null
                        : Place.PARTNERS.path() + "?q=" + Bits.encoded(words) + "&after=" + Bits.encoded(next)));
        return new Screen("Partners", html);
    }

    private Html carriers(List<CarrierPartner> carriers, String words) {
        if (carriers.isEmpty()) {
            Html html = new Html().open("p", "class", "empty");
            return words.isEmpty()
                    ? html.constant("No carrier yet. <code>./hub new carrier NAME</code> makes one.</p>")
                    : html.text("No carrier's name has “" + words + "” in it.").close("p");
        }
        Table table = new Table("Carriers", "Carrier", "State", "Reached by", "#Open numbers", "#Last heard of");
        for (CarrierPartner carrier : carriers) {
            String ways =
                    carrier.routes().stream().map(RouteLine::way).distinct().collect(Collectors.joining(", "));
            table.row()
                    .cell(Bits.link("/partners/carrier/" + Bits.encoded(carrier.id()), carrier.id()))
                    .cell(state(carrier))
                    .cell(ways.isEmpty() ? "no route runs" : ways)
                    .cell(Plain.number(carrier.polling().open()))
                    .cell(Bits.ago(carrier.lastContactUtc(), clock));
        }
        return table.html();
    }

    /** The worst first. */
    static Html state(CarrierPartner carrier) {
        List<RouteLine> routes = carrier.routes();
        if (!carrier.mapped()) {
            return Bits.mark(Tone.BAD, "no mapping");
        }
        if (routes.stream().anyMatch(route -> "DOWN".equals(route.health()))) {
            return Bits.mark(Tone.BAD, "not reached");
        }
        if (routes.stream().anyMatch(route -> route.pausedUtc() != null)) {
            return Bits.mark(Tone.WARN, "paused");
        }
        if (routes.stream().flatMap(route -> route.credentials().stream()).anyMatch(one -> !one.present())) {
            return Bits.mark(Tone.PLAIN, "credentials missing");
        }
        if (carrier.unmappedCodes() > 0) {
            return Bits.mark(
                    Tone.WARN,
                    carrier.unmappedCodes() == 1
                            ? "1 code without a row"
                            : carrier.unmappedCodes() + " codes without a row");
        }
        return routes.isEmpty() ? Bits.mark(Tone.PLAIN, "not in use") : Bits.mark(Tone.GOOD, "ready");
    }

    private Html customers(List<CustomerPartner.Line> customers) {
        Table table = new Table("Customers", "Customer", "Account", "State", "#Endpoints", "#Keys", "#Last call");
        for (CustomerPartner.Line line : customers) {
            table.row()
                    .cell(Bits.link(Bits.customer(line.id()), line.name()))
                    .cell(line.id() + (line.sandbox() ? " (sandbox)" : ""))
                    .cell(state(line))
                    .cell(Plain.number(line.endpoints()))
                    .cell(Plain.number(line.keys()))
                    .cell(Bits.ago(line.lastUseUtc(), clock));
        }
        return table.html();
    }

    private static Html state(CustomerPartner.Line line) {
        if (line.failing() > 0) {
            return Bits.mark(Tone.BAD, line.failing() == 1 ? "endpoint fails" : line.failing() + " endpoints fail");
        }
        if (line.paused() > 0) {
            return Bits.mark(Tone.WARN, "paused");
        }
        return line.endpoints() == 0 ? Bits.mark(Tone.PLAIN, "asks by itself") : Bits.mark(Tone.GOOD, "served");
    }
}
