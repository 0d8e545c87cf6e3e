package io.caravanserai.console.tryout;

import io.caravanserai.console.Bits;
import io.caravanserai.console.Bits.Tone;
import io.caravanserai.event.Json;
import io.caravanserai.html.Html;
import io.caravanserai.tryout.Tried;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of a payload: segments, events and warnings beside each other. */
final class TriedHtml {
    private static final int MOST = 200;

    private TriedHtml() {}

    static Html of(Tried tried) {
        Html html = new Html().open("p", "class", "verdict");
        html.add(tried.finding() ? Bits.mark(Tone.WARN, "findings") : Bits.mark(Tone.GOOD, "good"));
        html.text(" " + tried.summary() + " of a payload of " + tried.format()).close("p");
        html.constant("<div class=\"three\">");
        segments(html, tried);
        events(html, tried);
        warnings(html, tried);
        return html.constant("</div>");
    }

    private static void segments(Html html, Tried tried) {
        html.constant("<section class=\"card\"><h2>Segments</h2><ol>");
        tried.segments().stream().limit(MOST).forEach(segment -> {
            html.open("li");
            if (segment.tag().isEmpty()) {
                html.element("code", segment.text());
            } else {
                html.open("details").open("summary").element("strong", segment.tag());
                html.text(" " + segment.name()).close("summary");
                html.element("code", segment.text());
                segment.parts().forEach(part -> html.constant("<br>").element("span", part, "class", "soft"));
                html.close("details");
            }
            segment.faults()
                    .forEach(fault ->
                            html.open("p").add(Bits.mark(Tone.BAD, fault)).close("p"));
            html.close("li");
        });
        html.constant("</ol>").add(more(tried.segments().size())).constant("</section>");
    }

    private static void events(Html html, Tried tried) {
        html.constant("<section class=\"card\"><h2>Events</h2>");
        if (tried.events().isEmpty()) {
            html.constant("<p class=\"soft\">None.</p>");
        }
        html.constant("<ol>");
        tried.events().stream().limit(MOST).forEach(event -> event(html, event));
        html.constant("</ol>").add(more(tried.events().size())).constant("</section>");
    }

    private static void event(Html html, Tried.Event event) {
        var json = Json.mapper().valueToTree(event.event());
        String code = Stream.of("milestone", "code", "sub_code")
                .map(part -> json.path("codes").path("gluey").path(part))
                .filter(part -> part.isTextual())
                .map(part -> part.asText())
                .collect(Collectors.joining("/"));
        html.open("li").open("details").open("summary");
        html.add(code.equals("other/unmapped") ? Bits.mark(Tone.BAD, code) : Bits.mark(Tone.PLAIN, code));
        html.text(" " + json.path("event_time").path("carrier_utc").asText() + " " + event.carrierTrackingId());
        html.close("summary");
        html.open("p").element("code", event.mapping());
        if (event.codeRow() != null && !Objects.equals(event.codeRow(), "hub")) {
            html.constant("<br>").element("code", event.codeRow());
        }
        html.close("p").constant("<dl class=\"facts\">");
        event.fields().forEach(field -> html.element("dt", field.field())
                .open("dd")
                .text(field.value() + " ")
                .element("span", "line " + field.line(), "class", "soft")
                .close("dd"));
        html.constant("</dl>").element("pre", pretty(event.event()), "tabindex", "0");
        html.close("details").close("li");
    }

    private static String pretty(Map<?, ?> event) {
        return Json.mapper().valueToTree(event).toPrettyString();
    }

    private static void warnings(Html html, Tried tried) {
        html.constant("<section class=\"card\"><h2>Warnings</h2>");
        if (tried.problems().isEmpty() && tried.warnings().isEmpty()) {
            html.constant("<p class=\"soft\">None.</p>");
        }
        html.constant("<ol>");
        tried.problems().forEach(problem -> note(html, Tone.BAD, "table", null, problem));
        tried.warnings().stream()
                .limit(MOST)
                .forEach(note -> note(
                        html,
                        note.kind().equals("fault") ? Tone.BAD : Tone.WARN,
                        note.kind(),
                        note.place(),
                        note.message()));
        html.constant("</ol>");
        if (!tried.unmapped().isEmpty()) {
            html.constant("<h3>Rows to add</h3><p class=\"soft\">Fill in milestone and code.</p>");
            html.element(
                    "pre",
                    tried.unmapped().stream().map(Tried.Unmapped::row).collect(Collectors.joining("\n")),
                    "tabindex",
                    "0");
        }
        html.constant("</section>");
    }

    private static void note(Html html, Tone tone, String kind, @Nullable String place, String message) {
        html.open("li").add(Bits.mark(tone, kind.replace('_', ' ')));
        html.text(" " + message);
        if (place != null) {
            html.constant("<br>").element("code", place);
        }
        html.close("li");
    }

    private static Html more(int count) {
        return count <= MOST
                ? new Html()
                : new Html()
                        .open("p", "class", "soft")
                        .text("… " + (count - MOST) + " more")
                        .close("p");
    }
}
