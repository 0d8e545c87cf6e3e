package io.caravanserai.console.tryout;

import io.caravanserai.console.Console;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Place;
import io.caravanserai.console.Screen;
import io.caravanserai.event.Json;
import io.caravanserai.html.Html;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.tryout.Tried;
import io.caravanserai.tryout.TryAdmin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** {@code /try}: a payload, the events that a mapping makes of it, and what is wrong, beside each other. */
public final class TryPage {
    private final TryAdmin admin;

    public TryPage(TryAdmin admin) {
        this.admin = admin;
    }

    public void open(Console console) {
        console.page(Place.TRY, this::offer).answer("/try", Place.TRY, this::attempt, "carrier", "name", "sample");
    }

    private record Form(String carrier, String name, String payload, String base64, String codes) {}

    private Screen offer(ConsoleCall call) {
        String carrier = call.query("carrier").orElse("");
        Form form = new Form(carrier, "", "", "", carrier.isEmpty() ? "" : admin.codes(carrier));
        return new Screen("Try-out", form(call, form));
    }

    private Screen attempt(ConsoleCall call) throws IOException {
        Form form = new Form(
                text(call, "carrier"),
                text(call, "name"),
                text(call, "payload"),
                text(call, "payload_base64"),
                text(call, "codes"));
        Html html = new Html();
        boolean keep = call.field("sample").isPresent();
        Tried tried = null;
        try {
            if (keep) {
                html.element("p", "Kept as " + kept(form, call) + ".", "class", "told", "role", "status");
            }
            tried = admin.attempt(form.carrier(), form.name(), payload(form), form.codes());
        } catch (HttpProblem problem) {
            // what was typed must not be lost over it
            html.element("p", words(problem), "class", "trouble", "role", "alert");
            tried = keep ? again(form).orElse(null) : null;
        }
        if (tried != null) {
            html.add(TriedHtml.of(tried));
        }
        return new Screen("Try-out", html.add(form(call, form)));
    }

    private Optional<Tried> again(Form form) {
        try {
            return Optional.of(admin.attempt(form.carrier(), form.name(), payload(form), form.codes()));
        } catch (HttpProblem problem) {
            return Optional.empty();
        }
    }

    private String kept(Form form, ConsoleCall call) throws IOException {
        if (!form.codes().isBlank() && !lines(form.codes()).equals(lines(admin.codes(form.carrier())))) {
            throw HttpProblem.of(
                    409, "The code table is edited: a sample is what the saved one gives. Save it in its file first.");
        }
        return admin.keep(
                form.carrier(), form.name(), payload(form), call.field("force").isPresent());
    }

    private static String words(HttpProblem problem) {
        return Json.kept(new String(problem.answer().body(), StandardCharsets.UTF_8))
                .path("detail")
                .asText();
    }

    /** Browsers end lines of forms by two characters. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private static String text(ConsoleCall call, String field) {
        return lines(call.field(field).orElse(""));
    }

    private static byte[] payload(Form form) {
        try {
            return form.base64().isEmpty()
                    ? form.payload().getBytes(StandardCharsets.UTF_8)
                    : Base64.getDecoder().decode(form.base64());
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(422, "The file did not come whole: choose it again.");
        }
    }

    private Html form(ConsoleCall call, Form form) {
        Html html = new Html();
        if (!call.mayAct()) {
            return html.constant("<p class=\"empty\">Who views may not try payloads; log in as an operator, or use"
                    + " <code>./hub try CARRIER FILE</code>.</p>");
        }
        html.open("form", "method", "post", "action", "/try", "class", "try").add(call.formToken());
        html.open("input", "type", "hidden", "name", "payload_base64", "value", form.base64());
        html.open("div", "class", "find").open("label").text("Mapping");
        html.open("select", "name", "carrier", "required", "");
        for (String carrier : admin.carriers()) {
            if (carrier.equals(form.carrier())) {
                html.element("option", carrier, "selected", "");
            } else {
                html.element("option", carrier);
            }
        }
        html.close("select").close("label");
        html.constant("<label class=\"choose\" hidden>A file, or drop one on the text<input type=\"file\">"
                + "<output class=\"soft\"></output></label></div>");
        html.open("label").text("Payload, as the carrier sent it");
        html.open("textarea", "name", "payload", "spellcheck", "false", "rows", "10")
                .text("\n" + form.payload());
        html.close("textarea").close("label");
        codes(html, form);
        html.constant("<div class=\"row\"><button>Try</button></div>");
        sample(html, form);
        return html.close("form");
    }

    private static void codes(Html html, Form form) {
        boolean edited = !form.codes().isEmpty();
        html.open("details", edited ? new String[] {"open", ""} : new String[0]);
        html.constant("<summary>Code table</summary>");
        html.open("label").text("Rows to try in place of the saved ones; empty for those. Nothing is saved.");
        html.open("textarea", "name", "codes", "spellcheck", "false", "rows", "8")
                .text("\n" + form.codes());
        html.close("textarea").close("label").close("details");
    }

    private static void sample(Html html, Form form) {
        html.constant(
                "<details><summary>Keep it as a sample</summary><p class=\"soft\">A sample is a test from then on: it"
                        + " must give what it gives now. Take names and addresses of people out of it first.</p>");
        html.open("div", "class", "find").open("label").text("Name, such as delivered.json");
        html.open("input", "name", "name", "value", form.name(), "autocomplete", "off")
                .close("label");
        html.constant("<label><input type=\"checkbox\" name=\"force\"> also with findings</label>"
                + "<button class=\"quiet\" name=\"sample\" value=\"yes\">Keep as a sample</button></div></details>");
    }
}
