package io.caravanserai.console.flow;

import io.caravanserai.console.Bits;
import io.caravanserai.console.Plain;
import io.caravanserai.flow.Edge;
import io.caravanserai.flow.Flow;
import io.caravanserai.flow.Part;
import io.caravanserai.flow.State;
import io.caravanserai.html.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The flow as SVG, once lying for wide screens and once standing for phones; the style sheet shows one of them. Shapes tell
 * states apart: a failing part has a double frame and a cross, what stalls has a broken line and two bars.
 */
final class FlowPicture {
    /** So many carriers or endpoints are drawn one by one; the rest is one box. */
    private static final int MOST = 7;

    private final Flow flow;

    FlowPicture(Flow flow) {
        this.flow = flow;
    }

    Html html() {
        Html html = new Html();
        html.open("div", "class", "flow", "role", "img", "aria-label", label());
        return html.add(lying()).add(standing()).close("div");
    }

    private String label() {
        return "Carriers send to harmonize, harmonize to store, store to the label queue and to customers; the tables"
                + " below say the same in words.";
    }

    /** A box with its place. */
    private record Box(Part part, int x, int y, int width, int height) {
        int right() {
            return x + width;
        }

        int middle() {
            return y + height / 2;
        }

        int bottom() {
            return y + height;
        }

        int centre() {
            return x + width / 2;
        }
    }

    private Html lying() {
        List<Part> carriers = few(Part.Kind.CARRIER, "carrier", "carriers");
        List<Part> customers = few(Part.Kind.CUSTOMER, "endpoint", "endpoints");
        int rows = Math.max(5, Math.max(carriers.size(), customers.size()));
        int height = rows * 52 + 20;
        int middle = height / 2;
        Box harmonize = new Box(stage("harmonize"), 345, middle - 45, 140, 60);
        Box store = new Box(stage("store"), 610, middle - 45, 140, 60);
        Box labels = new Box(stage("labels"), 610, Math.min(height - 60, middle + 75), 140, 50);
        Html svg = begin("lying", 1100, height);
        column(svg, carriers, 10, height).forEach(box -> line(svg, box, harmonize));
        join(svg, harmonize, store, edge("harmonize", "store"));
        Box junction = new Box(store.part(), 848, store.middle(), 0, 0);
        column(svg, customers, 900, height).forEach(box -> line(svg, junction, box));
        stroke(svg, edge("store", "customers"), "M" + store.right() + " " + store.middle() + "H" + junction.x());
        stroke(
                svg,
                edge("labels", "customers"),
                "M" + labels.right() + " " + labels.middle() + "H" + junction.x() + "V" + store.middle());
        down(svg, store, labels, edge("store", "labels"));
        box(svg, harmonize);
        box(svg, store);
        box(svg, labels);
        figures(svg, edge("carriers", "harmonize"), harmonize.centre(), harmonize.y() - 48);
        figures(svg, edge("store", "customers"), 800, store.y() - 18);
        figures(svg, edge("labels", "customers"), 800, labels.middle() + 18);
        return svg.constant("</svg>");
    }

    private Html standing() {
        int width = 320;
        Part carriers = all(Part.Kind.CARRIER, "carrier", "carriers");
        Part customers = all(Part.Kind.CUSTOMER, "endpoint", "endpoints");
        Html svg = begin("standing", width, 640);
        Box from = new Box(carriers, 60, 10, 200, 56);
        Box harmonize = new Box(stage("harmonize"), 60, 150, 200, 56);
        Box store = new Box(stage("store"), 60, 290, 200, 56);
        Box labels = new Box(stage("labels"), 10, 430, 140, 56);
        Box to = new Box(customers, 60, 574, 200, 56);
        down(svg, from, harmonize, edge("carriers", "harmonize"));
        down(svg, harmonize, store, edge("harmonize", "store"));
        down(svg, new Box(store.part(), 10, store.y(), 140, store.height()), labels, edge("store", "labels"));
        down(svg, labels, new Box(to.part(), 10, to.y(), 140, to.height()), edge("labels", "customers"));
        stroke(svg, edge("store", "customers"), "M235 346V574");
        figures(svg, edge("store", "customers"), 243, 400, "start");
        List.of(from, harmonize, store, labels, to).forEach(box -> box(svg, box));
        return svg.constant("</svg>");
    }

    private static Html begin(String kind, int width, int height) {
        return new Html()
                .open(
                        "svg",
                        "class",
                        kind,
                        "viewBox",
                        "0 0 " + width + " " + height,
                        "aria-hidden",
                        "true",
                        "focusable",
                        "false");
    }

    private List<Box> column(Html svg, List<Part> parts, int x, int height) {
        int top = (height - parts.size() * 52) / 2;
        List<Box> boxes = IntStream.range(0, parts.size())
                .mapToObj(i -> new Box(parts.get(i), x, top + i * 52 + 4, 190, 44))
                .toList();
        boxes.forEach(box -> box(svg, box));
        return boxes;
    }

    private static void line(Html svg, Box from, Box to) {
        int bend = (from.right() + to.x()) / 2;
        String path = "M%d %dC%d %d %d %d %d %d"
                .formatted(from.right(), from.middle(), bend, from.middle(), bend, to.middle(), to.x(), to.middle());
        State state = from.part().kind() == Part.Kind.STAGE
                ? to.part().state()
                : from.part().state();
        svg.open("path", "class", "line " + state.word(), "d", path).close("path");
    }

    private void join(Html svg, Box from, Box to, Edge edge) {
        stroke(svg, edge, "M" + from.right() + " " + from.middle() + "H" + to.x());
        figures(svg, edge, (from.right() + to.x()) / 2, from.y() - 40);
    }

    private void down(Html svg, Box from, Box to, Edge edge) {
        stroke(svg, edge, "M" + from.centre() + " " + from.bottom() + "V" + to.y());
        figures(svg, edge, from.centre() + 8, from.bottom() + (to.y() - from.bottom()) / 2 - 12, "start");
    }

    private static void stroke(Html svg, Edge edge, String path) {
        svg.open("path", "class", "line " + edge.state().word(), "d", path).close("path");
    }

    private void figures(Html svg, Edge edge, int x, int y) {
        figures(svg, edge, x, y, "middle");
    }

    /** Three short lines beside an arrow: how fast, how many wait, since when. */
    private void figures(Html svg, Edge edge, int x, int y, String anchor) {
        String px = String.valueOf(x);
        text(svg, px, y, anchor, "rate", Plain.rate(edge.perSecond()) + " / s");
        String waiting = edge.waiting() == 0 ? "none waits" : FlowPage.waiting(edge) + " waiting";
        text(svg, px, y + 17, anchor, "", waiting);
        String age = edge.age(flow.at())
                .map(Plain::span)
                .map(span -> "oldest " + span)
                .orElse("");
        String words = edge.state() == State.STALLED ? "‖ stalled, " + age : age;
        if (!words.isEmpty()) {
            text(svg, px, y + 34, anchor, edge.state().word(), words);
        }
    }

    private void box(Html svg, Box box) {
        Part part = box.part();
        String state = part.state().word();
        String account = part.account();
        svg.open("g").element("title", part.name() + (account == null ? "" : ", " + Bits.account(account)));
        rect(svg, box, 0, "part " + state);
        if (part.state() == State.FAILING) {
            rect(svg, box, 4, "inner " + state);
        }
        String x = String.valueOf(box.centre());
        int y = box.middle();
        text(svg, x, y - 3, "middle", "name", cut(part.name(), box.width() / 9));
        String shape = part.state() == State.FAILING ? "✕ " : part.state() == State.STALLED ? "‖ " : "";
        String rate = part.perSecond() > 0 ? ", " + Plain.rate(part.perSecond()) + " / s" : "";
        String waiting = part.waiting() > 0 ? ", " + Plain.number(part.waiting()) + " waiting" : "";
        text(svg, x, y + 14, "middle", state, shape + state + rate + waiting);
        svg.close("g");
    }

    private static void rect(Html svg, Box box, int inset, String classes) {
        svg.open(
                        "rect",
                        "class",
                        classes,
                        "x",
                        String.valueOf(box.x() + inset),
                        "y",
                        String.valueOf(box.y() + inset),
                        "width",
                        String.valueOf(box.width() - 2 * inset),
                        "height",
                        String.valueOf(box.height() - 2 * inset),
                        "rx",
                        "6")
                .close("rect");
    }

    private static void text(Html svg, String x, int y, String anchor, String classes, String words) {
        svg.element("text", words, "x", x, "y", String.valueOf(y), "text-anchor", anchor, "class", classes);
    }

    private static String cut(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most - 1) + "…";
    }

    /** Those in trouble first; what does not fit is one box, as bad as the worst of it. */
    private List<Part> few(Part.Kind kind, String one, String many) {
        List<Part> all = flow.parts(kind).stream()
                .sorted(Comparator.comparing((Part part) -> !part.state().isTrouble())
                        .thenComparing(part -> part.state() == State.OFF))
                .toList();
        if (all.isEmpty()) {
            return List.of(new Part("", kind, "no " + one + " yet", State.OFF, "", 0));
        }
        if (all.size() <= MOST) {
            return all;
        }
        List<Part> few = new ArrayList<>(all.subList(0, MOST - 1));
        few.add(together(all.subList(MOST - 1, all.size()), kind, many, " more"));
        return few;
    }

    private Part all(Part.Kind kind, String one, String many) {
        List<Part> all = flow.parts(kind);
        return all.isEmpty()
                ? new Part("", kind, "no " + one + " yet", State.OFF, "", 0)
                : together(all, kind, all.size() == 1 ? one : many, "");
    }

    private static Part together(List<Part> parts, Part.Kind kind, String many, String more) {
        State worst = parts.stream().map(Part::state).reduce(State.OFF, State::or);
        long bad = parts.stream().filter(part -> part.state() == worst).count();
        String name = parts.size() + more + " " + many + (worst.isTrouble() ? ", " + bad + " bad" : "");
        return new Part(
                "",
                kind,
                name,
                worst,
                "",
                parts.stream().mapToLong(Part::waiting).sum());
    }

    private Part stage(String id) {
        return flow.part(id).orElseThrow();
    }

    private Edge edge(String from, String to) {
        return flow.edges().stream()
                .filter(edge -> edge.from().equals(from) && edge.to().equals(to))
                .findFirst()
                .orElseThrow();
    }
}
