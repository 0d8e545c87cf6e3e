package io.caravanserai.console.attention;

import io.caravanserai.attention.Kind;
import io.caravanserai.attention.Matter;
import io.caravanserai.console.Bits;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Plain;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.harmonize.EventCode;
import io.caravanserai.html.Html;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** One thing that needs a person, with the buttons to see to it. */
final class MatterHtml {
    private static final String CODES = "codes";
    private static final String CLOSEST = "closest article";

    /** What only others can see to. */
    private static final Set<Kind> BUTTONLESS = EnumSet.of(Kind.ENDPOINT, Kind.SILENT, Kind.SSCC);

    private final Html html;
    private final ConsoleCall call;
    private final Deeds deeds;
    private final Instant now;

    MatterHtml(Html html, ConsoleCall call, Deeds deeds, Instant now) {
        this.html = html;
        this.call = call;
        this.deeds = deeds;
        this.now = now;
    }

    void article(Matter matter) {
        html.open("article").element("h3", matter.subject());
        html.element("p", matter.what(), "class", "what");
        html.open("p", "class", "soft").text("First ").add(Plain.ago(matter.since(), now));
        if (matter.times() > 1) {
            html.text(", " + Plain.number(matter.times()) + " times, last ").add(Plain.ago(matter.last(), now));
        }
        html.close("p");
        html.open("dl").element("dt", "What it means").element("dd", matter.means());
        html.element("dt", "What to do").element("dd", matter.todo());
        customer(matter);
        place(matter);
        html.close("dl");
        evidence(matter);
        if (call.mayAct() && !BUTTONLESS.contains(matter.kind())) {
            html.open("div", "class", "row");
            buttons(matter);
            html.close("div");
        }
        html.close("article");
    }

    private void customer(Matter matter) {
        String account = matter.detail("account");
        if (!account.isEmpty()) {
            html.element("dt", "Customer").open("dd");
            html.add(Bits.link(Bits.customer(account), matter.detail("customer") + " (" + account + ")"))
                    .close("dd");
        }
    }

    private void place(Matter matter) {
        String where =
                matter.detail("source") + (matter.detail("place").isEmpty() ? "" : " at " + matter.detail("place"));
        if (!where.isBlank()) {
            html.element("dt", "Where").element("dd", where.strip());
        }
    }

    private void evidence(Matter matter) {
        if (matter.kind() == Kind.LETTER) {
            String raw = AttentionPage.PATH + "/letter/" + matter.id() + "/raw";
            html.open("details").element("summary", "Raw payload");
            html.open("div", "hx-get", raw, "hx-trigger", "toggle from:closest details once", "hx-swap", "innerHTML");
            html.element("a", "Open the payload", "href", raw).close("div").close("details");
        } else if (matter.kind() == Kind.UNMAPPED && !matter.detail("sample").isEmpty()) {
            TrackingEvent event =
                    Json.read(matter.detail("sample").getBytes(StandardCharsets.UTF_8), TrackingEvent.class);
            html.open("details").element("summary", "A sample");
            html.element(
                    "pre",
                    "Number " + event.carrierTrackingId() + ", "
                            + event.event().eventTime().carrierUtc() + "\nFrom "
                            + event.origin().source().kind() + " "
                            + event.origin().source().name() + "\n"
                            + Json.text(event.event().codes().carrier()),
                    "tabindex",
                    "0",
                    "aria-label",
                    "Sample");
            html.close("details");
        }
    }

    private void buttons(Matter matter) {
        String base = AttentionPage.PATH + "/" + matter.kind().word() + "/" + encoded(matter.id());
        switch (matter.kind()) {
            case LETTER -> {
                button(base + "/replay", "Replay", matter);
                discard(base + "/discard", matter);
            }
            case ALERT -> discard(base + "/discard", matter);
            case ACKNOWLEDGEMENT ->
                button(
                        AttentionPage.PATH + "/acknowledgement/" + encoded(matter.detail("outlet")) + "/"
                                + matter.detail("control") + "/resend",
                        "Send it again",
                        matter);
            case UNMAPPED -> mapping(matter);
            case ENDPOINT, SILENT, SSCC -> throw new IllegalArgumentException(matter.kind() + " has no button");
        }
    }

    private void button(String path, String name, Matter matter) {
        html.add(call.form(new Html(), path, CLOSEST)
                .open("button", "aria-label", name + ": " + matter.subject())
                .text(name)
                .close("button")
                .close("form"));
    }

    /** Two steps, with a script and without: what is discarded is gone. */
    private void discard(String path, Matter matter) {
        html.open("details", "class", "discard").element("summary", "Discard");
        html.add(call.form(new Html(), path, CLOSEST)
                        .open("button", "class", "danger", "aria-label", "Discard for good: " + matter.subject())
                        .text("Discard for good")
                        .close("button")
                        .close("form"))
                .close("details");
    }

    private void mapping(Matter matter) {
        String id = "to-" + Integer.toHexString(matter.id().hashCode());
        call.form(html, AttentionPage.PATH + "/unmapped/map", CLOSEST);
        hidden(html, "carrier", matter.detail("carrier"));
        hidden(html, "code", matter.detail("code"));
        hidden(html, "description", matter.detail("description"));
        hidden(html, "from", matter.detail("from"));
        html.element("label", "It means", "for", id);
        html.open("input", "id", id, "name", "to", "required", "", "list", CODES, "placeholder", "delivery/delivered");
        html.constant("<button>Map</button></form>");
        readAgain(html, call, matter.detail("carrier"), matter.detail("from"), "quiet");
    }

    /** The step after a code was mapped, in an article of its own. */
    static Html readAgain(ConsoleCall call, String carrier, String from) {
        Html html = new Html().open("article").element("h3", carrier);
        readAgain(html, call, carrier, from, "");
        return html.close("article");
    }

    private static void readAgain(Html html, ConsoleCall call, String carrier, String from, String look) {
        call.form(html, AttentionPage.PATH + "/unmapped/replay", CLOSEST);
        hidden(html, "carrier", carrier);
        hidden(html, "from", from);
        html.element("button", "Read messages again", "class", look, "aria-label", "Read messages again: " + carrier);
        html.close("form");
    }

    /** The hub's codes, once for all fields of the page. */
    void codes() {
        html.open("datalist", "id", CODES);
        for (EventCode code : deeds.codes()) {
            html.element("option", code.definition(), "value", code.key());
        }
        html.close("datalist");
    }

    private static void hidden(Html html, String name, String value) {
        html.open("input", "type", "hidden", "name", name, "value", value);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
