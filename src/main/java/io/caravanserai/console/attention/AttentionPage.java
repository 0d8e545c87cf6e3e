package io.caravanserai.console.attention;

import io.caravanserai.attention.Attention;
import io.caravanserai.attention.Kind;
import io.caravanserai.attention.Matter;
import io.caravanserai.console.Act;
import io.caravanserai.console.Console;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Place;
import io.caravanserai.console.Screen;
import io.caravanserai.html.Html;
import io.caravanserai.http.HttpProblem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** {@code /attention}: what needs a person, each with what to do. */
public final class AttentionPage {
    static final String PATH = "/attention";
    /** Of each kind on the first page. */
    private static final int FEW = 5;

    private static final int PAGE = 25;

    private final Attention attention;
    private final Deeds deeds;
    private final Clock clock;

    public AttentionPage(Attention attention, Deeds deeds, Clock clock) {
        this.attention = attention;
        this.deeds = deeds;
        this.clock = clock;
    }

    public void open(Console console) {
        console.attention(attention::total)
                .page(Place.ATTENTION, this::all)
                .page(PATH + "/:kind", Place.ATTENTION, this::kind)
                .piece(PATH + "/letter/:id/raw", Place.ATTENTION, "Raw payload", call -> new RawBytes(
                                deeds.letter(call.part("id")))
                        .html())
                .act(PATH + "/letter/:id/replay", Place.ATTENTION, seen(deeds::replay))
                .act(PATH + "/letter/:id/discard", Place.ATTENTION, seen(deeds::discard))
                .act(PATH + "/alert/:id/discard", Place.ATTENTION, seen(deeds::dismiss))
                .act(PATH + "/acknowledgement/:outlet/:control/resend", Place.ATTENTION, seen(deeds::resend))
                .act(PATH + "/unmapped/map", Place.ATTENTION, seen(deeds::map), "carrier", "code", "to", "description")
                .act(PATH + "/unmapped/replay", Place.ATTENTION, seen(deeds::read), "carrier", "from");
    }

    private Act seen(Act act) {
        return call -> {
            Act.Done done = act.on(call);
            attention.changed();
            return done;
        };
    }

    private Screen all(ConsoleCall call) {
        Html html = new Html();
        Map<Kind, Long> counts = attention.counts();
        if (attention.total() == 0) {
            html.constant(
                    """
                    <div class="empty"><p><strong>Nothing needs you.</strong></p><p>What fails, stays silent or cannot be \
                    read shows up here, with what to do about it.</p></div>""");
            return new Screen(Place.ATTENTION.title(), html);
        }
        jumps(html, counts);
        MatterHtml matters = new MatterHtml(html, call, deeds, clock.instant());
        for (Kind kind : Kind.values()) {
            long count = counts.getOrDefault(kind, 0L);
            if (count > 0) {
                html.open("section", "id", kind.word(), "aria-labelledby", "h-" + kind.word());
                html.element("h2", kind.title() + " (" + shown(count) + ")", "id", "h-" + kind.word());
                attention.list(kind, FEW, "").matters().forEach(matters::article);
                if (count > FEW) {
                    html.open("p")
                            .element("a", "All " + shown(count), "href", PATH + "/" + kind.word())
                            .close("p");
                }
                html.close("section");
            }
        }
        if (call.mayAct() && counts.getOrDefault(Kind.UNMAPPED, 0L) > 0) {
            matters.codes();
        }
        return new Screen(Place.ATTENTION.title(), html);
    }

    private static void jumps(Html html, Map<Kind, Long> counts) {
        html.constant("<nav aria-label=\"Kinds\" class=\"jumps\"><ul>");
        counts.forEach((kind, count) -> {
            if (count > 0) {
                html.open("li").open("a", "href", PATH + "/" + kind.word());
                html.text(kind.title() + " ")
                        .element("strong", shown(count))
                        .close("a")
                        .close("li");
            }
        });
        html.constant("</ul></nav>");
    }

    private static String shown(long count) {
        return count >= 1_000 ? "1,000 or more" : String.valueOf(count);
    }

    private Screen kind(ConsoleCall call) {
        Kind kind = Kind.of(call.part("kind"))
                .orElseThrow(() ->
                        HttpProblem.of(404, "There is nothing at " + call.http().path() + "."));
        Attention.Page page = attention.list(kind, PAGE, call.query("before").orElse(""));
        Html html = new Html().constant("<p><a href=\"/attention\">All that needs attention</a></p>");
        if (page.matters().isEmpty()) {
            html.constant("<p class=\"empty\">There is none (any more).</p>");
        }
        MatterHtml matters = new MatterHtml(html, call, deeds, clock.instant());
        for (Matter matter : page.matters()) {
            matters.article(matter);
        }
        if (call.mayAct() && kind == Kind.UNMAPPED) {
            matters.codes();
        }
        if (!page.next().isEmpty()) {
            String next =
                    PATH + "/" + kind.word() + "?before=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8);
            html.open("p", "class", "pages")
                    .element("a", "Older ones", "href", next)
                    .close("p");
        }
        return new Screen(kind.title(), html);
    }
}
