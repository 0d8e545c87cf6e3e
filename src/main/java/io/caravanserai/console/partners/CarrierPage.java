package io.caravanserai.console.partners;

import io.caravanserai.budget.BudgetStatus;
import io.caravanserai.console.Act;
import io.caravanserai.console.Bits;
import io.caravanserai.console.Bits.Facts;
import io.caravanserai.console.Console;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Place;
import io.caravanserai.console.Plain;
import io.caravanserai.console.Screen;
import io.caravanserai.console.labels.LabelsPage;
import io.caravanserai.html.Html;
import io.caravanserai.partner.CarrierPartner;
import io.caravanserai.partner.PartnerDesk;
import io.caravanserai.partner.PartnerDesk.Kind;
import java.time.Clock;
import java.util.stream.Collectors;

/** {@code /partners/carrier/{id}}. */
final class CarrierPage {
    private static final String PATH = "/partners/carrier/";

    private final PartnerDesk desk;
    private final Clock clock;

    CarrierPage(PartnerDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    void open(Console console) {
        console.page(PATH + ":id", Place.PARTNERS, this::page)
                .act(PATH + ":id/poll", Place.PARTNERS, this::poll)
                .act(
                        PATH + ":id/pause",
                        Place.PARTNERS,
                        call -> Pausing.pause(desk, Kind.CARRIER, call),
                        "route",
                        "reason")
                .act(PATH + ":id/resume", Place.PARTNERS, call -> Pausing.resume(desk, Kind.CARRIER, call), "route");
    }

    private Act.Done poll(ConsoleCall call) {
        PartnerDesk.Polled polled = desk.poll(call.part("id"));
        StringBuilder words = new StringBuilder();
        if (polled.numbers() > 0 || (polled.routes().isEmpty() && polled.busy().isEmpty())) {
            words.append(Plain.number(polled.numbers())).append(" numbers are asked for as the budget allows. ");
        }
        polled.routes().forEach(route -> words.append(route).append(" looks for files now. "));
        polled.busy().forEach(route -> words.append(route).append(" was at it already. "));
        return new Act.Done(words.toString().strip(), PATH + Bits.encoded(call.part("id")));
    }

    private Screen page(ConsoleCall call) {
        CarrierPartner carrier = desk.carrier(call.part("id"));
        String path = PATH + Bits.encoded(carrier.id());
        Html html = new Html().constant("<article>");
        html.open("p").add(PartnersPage.state(carrier)).close("p");
        html.add(facts(carrier));
        if (call.mayAct() && carrier.routes().stream().anyMatch(route -> isPolled(route.way()))) {
            call.form(html, path + "/poll", "closest article").constant("<button>Poll now</button></form>");
        }
        html.constant("</article><h2>Routes</h2>");
        if (carrier.routes().isEmpty()) {
            html.constant(
                    "<p class=\"empty\">No route of this carrier runs. Its file in <code>routes/carriers</code> says"
                            + " which setting turns each of them on.</p>");
        }
        html.add(RouteCards.of(carrier.routes(), path, call, clock));
        return new Screen(carrier.id(), html);
    }

    private static boolean isPolled(String way) {
        return way.equals("poll") || way.equals("sftp");
    }

    private Html facts(CarrierPartner carrier) {
        Facts facts = new Facts().add("Last heard of", RouteCards.contacts(carrier.contacts(), clock));
        facts.add(
                "Asked for",
                Plain.number(carrier.polling().open()) + " numbers, "
                        + Plain.number(carrier.polling().due()) + " of them due now");
        if (!carrier.polling().stopped().isEmpty()) {
            facts.add(
                    "Asked for no more",
                    carrier.polling().stopped().entrySet().stream()
                            .map(stopped -> Plain.number(stopped.getValue()) + " " + stopped.getKey())
                            .collect(Collectors.joining(", ")));
        }
        for (BudgetStatus budget : carrier.budgets()) {
            Html used = new Html();
            budget.limits().forEach(limit -> LabelsPage.limit(used, limit));
            used.text(budget.pausedUntilUtc() == null ? "" : "waits until " + budget.pausedUntilUtc());
            facts.add("Budget of " + budget.account(), used);
        }
        if (carrier.unmappedCodes() > 0) {
            facts.add(
                    "Codes without a row",
                    Bits.link(Place.ATTENTION.path(), Plain.number(carrier.unmappedCodes()) + " codes"));
        }
        return facts.add("Try-out", Bits.link("/try?carrier=" + Bits.encoded(carrier.id()), "Try a payload of it"))
                .html();
    }
}
