package io.caravanserai.console.routes;

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
import io.caravanserai.reload.FileState;
import io.caravanserai.routeview.RouteAdmin;
import io.caravanserai.routeview.RouteView;
import io.caravanserai.routeview.RouteView.StepView;
import io.caravanserai.routeview.RouteViews;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /routes}: where each route is from and what it did. They are changed in their files, not here. */
public final class RoutesPage {
    private static final String LIVE = "/routes-now";

    private final RouteViews routes;
    private final RouteAdmin admin;
    private final Clock clock;

    public RoutesPage(RouteViews routes, RouteAdmin admin, Clock clock) {
        this.routes = routes;
        this.admin = admin;
        this.clock = clock;
    }

    public void open(Console console) {
        console.page(Place.ROUTES, this::list)
                .page("/routes/:id", Place.ROUTES, this::route)
                .live(LIVE, this::figures);
    }

    private Screen list(ConsoleCall call) {
        Html html = new Html();
        html.constant(
                "<p class=\"hint\">Routes are files: edit them, and a hub that reloads takes them over about a second"
                        + " after they are saved. Figures are those of this node since each route was loaded.</p>");
        Console.live(html, LIVE, figures());
        return new Screen("Routes", html);
    }

    private Html figures() {
        Html html = new Html();
        List<FileState> trouble = routes.files().stream()
                .filter(file -> file.status() != FileState.Status.RUNNING)
                .toList();
        trouble.forEach(file -> trouble(html, file));
        List<RouteView> all = routes.all();
        if (all.isEmpty()) {
            return html.constant("<p class=\"empty\">No route runs. <code>./hub check</code> says why.</p>");
        }
        group(html, "Carriers", all, id -> id.startsWith("carrier-"));
        group(html, "Customers", all, id -> id.startsWith("customer-"));
        group(html, "The hub", all, id -> !id.startsWith("carrier-") && !id.startsWith("customer-"));
        return html.add(files());
    }

    private void group(Html html, String title, List<RouteView> all, Predicate<String> ids) {
        List<RouteView> group =
                all.stream().filter(route -> ids.test(route.id())).toList();
        if (group.isEmpty()) {
            return;
        }
        Table table = new Table(
                title, "Route", "State", "#Taken", "#Failed", "#Mean", "#Longest", "Takes most of the time", "#Last");
        for (RouteView route : group) {
            boolean worked = route.count() > 0;
            table.row()
                    .cell(name(route))
                    .cell(state(route))
                    .cell(Plain.number(route.count()))
                    .cell(
                            route.failed() == 0
                                    ? new Html().text("0")
                                    : Bits.mark(Tone.WARN, Plain.number(route.failed())))
                    .cell(worked ? millis(route.meanMs()) : "–")
                    .cell(worked ? millis(route.maxMs()) : "–")
                    .cell(slowest(route.slowest()))
                    .cell(Bits.ago(route.lastUtc(), clock));
        }
        html.element("h2", title).add(table.html());
    }

    private void trouble(Html html, FileState file) {
        html.open("article").open("h2").text(file.file()).close("h2").open("p");
        html.add(Bits.mark(
                file.status() == FileState.Status.SET_ASIDE ? Tone.BAD : Tone.WARN,
                file.status().word().replace('_', ' ')));
        html.text(" " + file.reason()).close("p");
        html.open("p", "class", "soft")
                .text("Last looked at ")
                .add(Bits.ago(file.checkedUtc(), clock))
                .text(file.routes().isEmpty() ? ". Nothing of it runs." : ". What ran before goes on.")
                .close("p")
                .close("article");
    }

    private static Html name(RouteView route) {
        Html html = Bits.link("/routes/" + Bits.encoded(route.id()), route.id());
        return route.description() == null
                ? html
                : html.constant("<br>").element("span", route.description(), "class", "soft");
    }

    private static Html state(RouteView route) {
        return switch (route.status()) {
            case "Started" -> Bits.mark(Tone.GOOD, "runs");
            case "Stopped", "Suspended" -> Bits.mark(Tone.PLAIN, "stopped");
            default -> Bits.mark(Tone.PLAIN, route.status().toLowerCase(Locale.ROOT));
        };
    }

    private static Html slowest(@Nullable StepView step) {
        return step == null
                ? new Html().text("–")
                : new Html()
                        .element("span", step.words(), "class", "wide")
                        .element("span", Math.round(step.share()) + " % of it", "class", "soft");
    }

    private Html files() {
        Table table = new Table("Files", "File", "State", "#Last looked at", "#Loaded");
        for (FileState file : routes.files()) {
            table.row()
                    .cell(file.file())
                    .cell(Bits.mark(
                            file.status() == FileState.Status.RUNNING ? Tone.GOOD : Tone.BAD,
                            file.status().word().replace('_', ' ')))
                    .cell(Bits.ago(file.checkedUtc(), clock))
                    .cell(Bits.ago(file.loadedUtc(), clock));
        }
        return new Html().constant("<h2>Files</h2>").add(table.html());
    }

    private Screen route(ConsoleCall call) {
        RouteView.Detail detail = admin.route(call.part("id"));
        RouteView route = detail.route();
        Html html = new Html().constant("<section class=\"card\">");
        if (route.description() != null) {
            html.element("p", route.description());
        }
        html.add(new Facts()
                .add("State", state(route))
                .add("File", route.file())
                .add("From", route.kamelet() == null ? route.from() : "Kamelet " + route.kamelet())
                .add("Taken", Plain.number(route.count()) + ", " + route.underWay() + " under way")
                .add("Failed", Plain.number(route.failed()))
                .add("Time", millis(route.meanMs()) + " on average, " + millis(route.maxMs()) + " at most")
                .add("Last", Bits.ago(route.lastUtc(), clock))
                .add("Loaded", Bits.ago(route.loadedUtc(), clock))
                .html());
        html.constant("</section>");
        if (route.lastFailure() != null) {
            html.constant("<article><h2>Last failure</h2>");
            html.open("p").add(Bits.ago(route.lastFailureUtc(), clock)).close("p");
            html.element("pre", route.lastFailure(), "tabindex", "0").constant("</article>");
        }
        html.constant("<h2>Where the time goes</h2>").add(steps(detail.steps()));
        return new Screen(route.id(), html);
    }

    private static Html steps(List<StepView> steps) {
        if (steps.isEmpty()) {
            return new Html().constant("<p class=\"empty\">Nothing has come yet.</p>");
        }
        Table table = new Table("Steps", "Step", "#Times", "#Mean", "#Longest", "#Share");
        for (StepView step : steps) {
            String share = Math.round(step.share()) + " %";
            table.row()
                    .cell(new Html()
                            .text(step.words())
                            .element("span", step.source() ? " of the Kamelet it comes from" : "", "class", "soft"))
                    .cell(Plain.number(step.count()))
                    .cell(millis(step.meanMs()))
                    .cell(millis(step.maxMs()))
                    .cell(new Html()
                            .open("meter", "min", "0", "max", "100", "value", Double.toString(step.share()))
                            .text(share)
                            .close("meter")
                            .text(" " + share));
        }
        return table.html();
    }

    private static String millis(double millis) {
        return millis >= 1000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000)
                : String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }
}
