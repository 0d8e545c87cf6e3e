package io.caravanserai.console.partners;

import io.caravanserai.console.Act;
import io.caravanserai.console.Bits;
import io.caravanserai.console.Bits.Facts;
import io.caravanserai.console.Bits.Tone;
import io.caravanserai.console.Console;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Place;
import io.caravanserai.console.Plain;
import io.caravanserai.console.Screen;
import io.caravanserai.console.Table;
import io.caravanserai.delivery.EndpointView;
import io.caravanserai.delivery.Endpoints;
import io.caravanserai.delivery.ShipmentDeliveries.Told;
import io.caravanserai.html.Html;
import io.caravanserai.partner.CustomerPartner;
import io.caravanserai.partner.PartnerDesk;
import io.caravanserai.partner.PartnerDesk.Kind;
import java.time.Clock;

/** {@code /partners/customer/{id}}. */
final class CustomerPage {
    private static final String PATH = "/partners/customer/";

    private final PartnerDesk desk;
    private final Clock clock;

    CustomerPage(PartnerDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    void open(Console console) {
        console.page(PATH + ":id", Place.PARTNERS, this::page)
                .page("/deliveries/:id", Place.PARTNERS, this::delivery)
                .act(PATH + ":id/test", Place.PARTNERS, this::test, "subscription")
                .act(
                        PATH + ":id/pause",
                        Place.PARTNERS,
                        call -> Pausing.pause(desk, Kind.CUSTOMER, call),
                        "route",
                        "subscription",
                        "reason")
                .act(
                        PATH + ":id/resume",
                        Place.PARTNERS,
                        call -> Pausing.resume(desk, Kind.CUSTOMER, call),
                        "route",
                        "subscription")
                .answer(PATH + ":id/rotate", Place.PARTNERS, this::rotate, "subscription");
    }

    private Screen page(ConsoleCall call) {
        CustomerPartner customer = desk.customer(call.part("id"));
        CustomerPartner.Line account = customer.account();
        String path = PATH + Bits.encoded(account.id());
        Html html = new Html().constant("<section class=\"card\">");
        html.add(new Facts()
                .add("Account", account.id() + (account.sandbox() ? ", a sandbox: nothing is bought for it" : ""))
                .add("Last contact", RouteCards.contacts(customer.contacts(), clock))
                .add("Customer since", Bits.ago(account.createdUtc(), clock))
                .html());
        html.constant("</section><h2>Endpoints</h2>");
        if (customer.endpoints().isEmpty()) {
            html.constant(
                    "<p class=\"empty\">It has subscribed to nothing: it asks by itself. It subscribes by its key,"
                            + " see the guide to webhooks.</p>");
        }
        customer.endpoints().forEach(endpoint -> endpoint(html, endpoint, path, call));
        if (!customer.routes().isEmpty()) {
            html.constant("<h2>Files</h2>").add(RouteCards.of(customer.routes(), path, call, clock));
        }
        html.constant("<h2>API keys</h2>").add(keys(customer));
        return new Screen(account.name(), html);
    }

    private void endpoint(Html html, EndpointView endpoint, String path, ConsoleCall call) {
        html.open("article").element("h3", endpoint.endpoint());
        html.open("p", "class", "row")
                .add(state(endpoint))
                .text(endpoint.kind() + " webhooks")
                .close("p");
        Facts facts = new Facts()
                .add("Why", endpoint.statusReason())
                .add("Waiting", Plain.number(endpoint.waiting()) + " messages");
        if (endpoint.oldestUtc() != null) {
            facts.add("The oldest", Bits.ago(endpoint.oldestUtc(), clock));
        }
        if (endpoint.failingUtc() != null) {
            facts.add("Fails since", Bits.ago(endpoint.failingUtc(), clock));
        }
        if (endpoint.pausedUtc() != null) {
            facts.add(
                    "Paused",
                    new Html()
                            .add(Bits.ago(endpoint.pausedUtc(), clock))
                            .text(endpoint.pauseReason() == null ? "" : " " + endpoint.pauseReason()));
        }
        if (endpoint.secretRotatedUntilUtc() != null) {
            facts.add("The old secret signs until", endpoint.secretRotatedUntilUtc());
        }
        html.add(facts.add("Last delivered", Bits.ago(endpoint.lastDeliveredUtc(), clock))
                .add("Subscription", endpoint.id())
                .html());
        if (call.mayAct()) {
            acts(html, endpoint, path, call);
        }
        html.close("article");
    }

    private static void acts(Html html, EndpointView endpoint, String path, ConsoleCall call) {
        html.open("div", "class", "row");
        String id = endpoint.id();
        call.form(html, path + "/test", "closest article");
        html.open("input", "type", "hidden", "name", "subscription", "value", id);
        html.element("button", "Send a test", "aria-label", "Send a test to " + endpoint.endpoint())
                .close("form");
        // its answer is a page: the secret is shown once, and not put into this one
        html.open("form", "method", "post", "action", path + "/rotate").add(call.formToken());
        html.open("input", "type", "hidden", "name", "subscription", "value", id);
        html.element("button", "New secret", "class", "quiet", "aria-label", "New secret for " + endpoint.endpoint())
                .close("form");
        RouteCards.pause(html, path, "subscription", id, endpoint.pausedUtc() != null, call);
        html.close("div");
    }

    private static Html state(EndpointView endpoint) {
        if (!endpoint.status().equals("active")) {
            return Bits.mark(Tone.BAD, "disabled");
        }
        if (endpoint.pausedUtc() != null) {
            return Bits.mark(Tone.WARN, "paused");
        }
        return endpoint.failingUtc() == null ? Bits.mark(Tone.GOOD, "served") : Bits.mark(Tone.BAD, "fails");
    }

    private Html keys(CustomerPartner customer) {
        if (customer.keys().isEmpty()) {
            return new Html()
                    .constant(
                            "<p class=\"empty\">It has no key that is good. <code>./hub account key add ACCOUNT</code>"
                                    + " makes one.</p>");
        }
        Table table = new Table("API keys", "Begins with", "Good for", "#Made", "#Last used");
        customer.keys().forEach(key -> table.row()
                .cell(new Html().element("code", key.hint() + "…"))
                .cell(key.scopes())
                .cell(Bits.ago(key.createdUtc(), clock))
                .cell(Bits.ago(key.usedUtc(), clock)));
        return table.html();
    }

    private Act.Done test(ConsoleCall call) {
        String delivery = desk.test(call.part("id"), call.field("subscription").orElse("")).values().stream()
                .findFirst()
                .orElse("");
        return new Act.Done(
                "A test is on its way. What came of it: /deliveries/" + delivery,
                "/deliveries/" + Bits.encoded(delivery));
    }

    private Screen rotate(ConsoleCall call) {
        Endpoints.Rotated rotated =
                desk.rotate(call.part("id"), call.field("subscription").orElse(""));
        Html html = new Html()
                .constant("<article><p class=\"told\" role=\"status\">Give the customer this secret on a safe"
                        + " way. It is shown only here, and only now.</p>");
        html.element("pre", rotated.secret(), "tabindex", "0", "aria-label", "The new secret");
        html.open("p")
                .text("Until " + rotated.previousSecretUntilUtc()
                        + " messages carry a signature by each, so that the customer can change to it without a gap.")
                .close("p");
        html.open("p")
                .add(Bits.link(PATH + Bits.encoded(call.part("id")), "Back to the customer"))
                .close("p");
        return new Screen("New secret", html.constant("</article>"));
    }

    private Screen delivery(ConsoleCall call) {
        Told told = desk.delivery(call.part("id"));
        Html html = new Html().constant("<article>");
        html.add(new Facts()
                .add("To", told.endpoint())
                .add("State", told.status())
                .add("Made", Bits.ago(told.createdUtc(), clock))
                .add("Next attempt", told.nextAttemptUtc())
                .add("What went wrong", told.lastError())
                .html());
        Table table = new Table("Attempts", "When", "#Status", "#Took", "Answer");
        told.calls().forEach(one -> table.row()
                .cell(one.atUtc())
                .cell(one.httpStatus() == null ? "–" : String.valueOf(one.httpStatus()))
                .cell(one.ms() + " ms")
                .cell(new Html()
                        .text(one.error() == null ? "" : one.error() + " ")
                        .element("code", one.answer())));
        html.add(
                told.calls().isEmpty()
                        ? new Html()
                                .constant("<p class=\"empty\">No attempt yet. Load this page again in a moment.</p>")
                        : table.html());
        return new Screen("Message " + told.id(), html.constant("</article>"));
    }
}
