package io.caravanserai.console.flow;

import io.caravanserai.console.Bits;
import io.caravanserai.console.Console;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Place;
import io.caravanserai.console.Plain;
import io.caravanserai.console.Screen;
import io.caravanserai.flow.Edge;
import io.caravanserai.flow.Flow;
import io.caravanserai.flow.FlowWatch;
import io.caravanserai.flow.Part;
import io.caravanserai.flow.State;
import io.caravanserai.html.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /}: what flows from carriers to customers, as a picture and in words. */
public final class FlowPage {
    private static final String LIVE = "/flow/live";
    private static final Map<String, String> NAMES = Map.of(
            "carriers", "Carriers",
            "harmonize", "Harmonize",
            "store", "Store",
            "labels", "Label queue",
            "customers", "Customers");

    private final FlowWatch watch;

    public FlowPage(FlowWatch watch) {
        this.watch = watch;
    }

    public void open(Console console) {
        console.page(Place.FLOW, this::page).live(LIVE, () -> figures(watch.now()));
    }

    private Screen page(ConsoleCall call) {
        Html html = new Html();
        Console.live(html, LIVE, figures(watch.now()));
        return new Screen("Flow", html);
    }

    private static Html figures(Flow flow) {
        Html html = new Html();
        verdict(html, flow);
        html.add(new FlowPicture(flow).html());
        html.constant("<h2>In words</h2>");
        edges(html, flow);
        parts(html, flow);
        return html.open("p", "class", "soft")
                .text("As of " + Plain.moment(flow.at()) + ". Routes are those of " + flow.node()
                        + "; what waits is that of all nodes.")
                .close("p");
    }

    private static void verdict(Html html, Flow flow) {
        List<String> trouble = new ArrayList<>();
        flow.parts().stream()
                .filter(part -> part.state().isTrouble())
                .forEach(part -> trouble.add(part.name() + " " + part.state().word()));
        flow.edges().stream()
                .filter(edge -> edge.state() == State.STALLED)
                .forEach(edge -> trouble.add(edge.what() + " wait"));
        html.open("p", "class", "verdict");
        if (trouble.isEmpty()) {
            html.add(mark(flow.state())).text(" Everything that runs does its work.");
        } else {
            html.add(mark(flow.state())).text(" " + String.join(", ", few(trouble)) + ". ");
            html.element("a", "See what to do", "href", Place.ATTENTION.path());
        }
        html.close("p");
    }

    private static List<String> few(List<String> all) {
        if (all.size() <= 4) {
            return all;
        }
        List<String> few = new ArrayList<>(all.subList(0, 3));
        few.add((all.size() - 3) + " more");
        return few;
    }

    private static void edges(Html html, Flow flow) {
        Plain.table(html, "What goes from part to part");
        html.constant("<thead><tr><th scope=\"col\">From</th><th scope=\"col\">To</th>"
                + "<th scope=\"col\">What</th><th scope=\"col\" class=\"num\">A second</th>"
                + "<th scope=\"col\" class=\"num\">Waiting</th><th scope=\"col\" class=\"num\">Oldest</th>"
                + "<th scope=\"col\">State</th></tr></thead><tbody>");
        for (Edge edge : flow.edges()) {
            html.open("tr").element("td", name(edge.from())).element("td", name(edge.to()));
            html.element("td", edge.what()).element("td", Plain.rate(edge.perSecond()), "class", "num");
            html.element("td", waiting(edge), "class", "num");
            html.element("td", edge.age(flow.at()).map(Plain::span).orElse("–"), "class", "num");
            html.open("td").add(mark(edge.state())).close("td").close("tr");
        }
        Plain.endTable(html.constant("</tbody>"));
    }

    private static void parts(Html html, Flow flow) {
        Plain.table(html, "Parts");
        html.constant("<thead><tr><th scope=\"col\">Part</th><th scope=\"col\">Name</th>"
                + "<th scope=\"col\">State</th><th scope=\"col\" class=\"num\">Waiting</th>"
                + "<th scope=\"col\">What is wrong</th></tr></thead><tbody>");
        for (Part part : flow.parts()) {
            html.open("tr").element("td", kind(part.kind())).open("th", "scope", "row");
            html.add(name(part)).close("th").open("td").add(mark(part.state())).close("td");
            html.element("td", Plain.number(part.waiting()), "class", "num").element("td", part.words());
            html.close("tr");
        }
        Plain.endTable(html.constant("</tbody>"));
        if (flow.parts(Part.Kind.CARRIER).isEmpty()) {
            html.constant(
                    "<p class=\"empty\">No carrier has a route yet. <code>./hub new carrier NAME</code> makes one.</p>");
        }
        if (flow.parts(Part.Kind.CUSTOMER).isEmpty()) {
            html.constant(
                    "<p class=\"empty\">No customer is told anything yet: <code>./hub account add NAME</code> makes"
                            + " one, which then subscribes by its key.</p>");
        }
    }

    static String waiting(Edge edge) {
        return Plain.number(edge.waiting()) + (edge.more() ? "+" : "");
    }

    private static String name(String id) {
        return NAMES.getOrDefault(id, id);
    }

    /** A customer's leads to its page; its number is for who points at it. */
    private static Html name(Part part) {
        String account = part.account();
        return account == null
                ? new Html().text(part.name())
                : new Html().element("a", part.name(), "href", Bits.customer(account), "title", Bits.account(account));
    }

    private static String kind(Part.Kind kind) {
        return switch (kind) {
            case CARRIER -> "Carrier";
            case STAGE -> "Stage";
            case CUSTOMER -> "Customer";
        };
    }

    /** The state as a word with a shape of its own; its colour only repeats it. */
    static Html mark(State state) {
        String shape =
                switch (state) {
                    case BUSY -> "● ";
                    case QUIET -> "○ ";
                    case STALLED -> "‖ ";
                    case FAILING -> "✕ ";
                    case OFF -> "– ";
                };
        String tone =
                switch (state) {
                    case BUSY -> "mark good";
                    case QUIET, OFF -> "mark";
                    case STALLED -> "mark warn";
                    case FAILING -> "mark bad";
                };
        return new Html()
                .open("span", "class", tone)
                .element("span", shape, "aria-hidden", "true")
                .text(state.word())
                .close("span");
    }
}
