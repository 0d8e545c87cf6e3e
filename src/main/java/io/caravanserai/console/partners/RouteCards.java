package io.caravanserai.console.partners;

import io.caravanserai.console.Bits;
import io.caravanserai.console.Bits.Facts;
import io.caravanserai.console.Bits.Tone;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Plain;
import io.caravanserai.html.Html;
import io.caravanserai.partner.CarrierPartner.Contact;
import io.caravanserai.partner.RouteLine;
import java.time.Clock;
import java.util.List;

/** The routes by which a partner is reached, each with what may be done with it. */
final class RouteCards {
    private RouteCards() {}

    /** @param path of the partner's page */
    static Html of(List<RouteLine> routes, String path, ConsoleCall call, Clock clock) {
        Html html = new Html();
        for (RouteLine route : routes) {
            html.open("article").open("h3");
            html.add(Bits.link("/routes/" + Bits.encoded(route.id()), route.id()))
                    .close("h3");
            html.open("p", "class", "row")
                    .add(state(route))
                    .text(route.description() == null ? "" : route.description());
            html.close("p");
            html.add(facts(route, clock));
            if (call.mayAct() && route.pausable()) {
                pause(html, path, "route", route.id(), route.pausedUtc() != null, call);
            }
            html.close("article");
        }
        return html;
    }

    private static Html state(RouteLine route) {
        if (route.pausedUtc() != null) {
            return Bits.mark(Tone.WARN, "paused");
        }
        if ("DOWN".equals(route.health())) {
            return Bits.mark(Tone.BAD, "not reached");
        }
        return route.status().equals("Started") ? Bits.mark(Tone.GOOD, "runs") : Bits.mark(Tone.BAD, route.status());
    }

    private static Html facts(RouteLine route, Clock clock) {
        Facts facts = new Facts();
        if (route.pausedUtc() != null) {
            facts.add(
                    "Paused",
                    new Html()
                            .add(Bits.ago(route.pausedUtc(), clock))
                            .text(
                                    route.pauseReason() == null
                                                    || route.pauseReason().isEmpty()
                                            ? ""
                                            : ": " + route.pauseReason()));
        }
        facts.add("What is wrong", route.healthReason())
                .add("When", route.schedule())
                .add("Where", route.server());
        facts.add("Host key", route.hostKey());
        for (RouteLine.Credential credential : route.credentials()) {
            facts.add(
                    "Credential",
                    new Html()
                            .text(credential.name() + " ")
                            .element("code", credential.where())
                            .text(" ")
                            .add(
                                    credential.present()
                                            ? Bits.mark(Tone.GOOD, "there")
                                            : Bits.mark(Tone.BAD, "missing")));
        }
        return facts.add("Taken", Plain.number(route.count()) + ", " + Plain.number(route.failed()) + " failed")
                .add("Last", Bits.ago(route.lastUtc(), clock))
                .html();
    }

    /** A form that pauses or resumes a part of the partner. */
    static void pause(Html html, String path, String part, String id, boolean paused, ConsoleCall call) {
        call.form(html, path + (paused ? "/resume" : "/pause"), "closest article");
        html.open("input", "type", "hidden", "name", part, "value", id).open("div", "class", "row");
        if (paused) {
            html.element("button", "Resume", "aria-label", "Resume " + id);
        } else {
            html.open(
                    "input",
                    "name",
                    "reason",
                    "placeholder",
                    "Why (shown to others)",
                    "maxlength",
                    "200",
                    "aria-label",
                    "Why " + id + " is paused");
            html.element("button", "Pause", "class", "quiet", "aria-label", "Pause " + id);
        }
        html.close("div").close("form");
    }

    static Html contacts(List<Contact> contacts, Clock clock) {
        if (contacts.isEmpty()) {
            return new Html().text("never");
        }
        Html html = new Html();
        String before = "";
        for (Contact contact : contacts) {
            html.text(before).open("span", "class", "whole").element("span", contact.what() + " ", "class", "soft");
            html.add(Bits.ago(contact.atUtc(), clock)).close("span");
            before = ", ";
        }
        return html;
    }
}
