package io.caravanserai.console.shipments;

import io.caravanserai.console.Bits;
import io.caravanserai.console.Bits.Tone;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.event.Json;
import io.caravanserai.html.Html;
import io.caravanserai.journey.Journey;
import java.util.List;

/** The label of a shipment, seen in every format. */
final class LabelCard {
    private LabelCard() {}

    /** Nothing for a shipment that was labelled elsewhere. */
    static Html of(Journey journey, ConsoleCall call) {
        Journey.Label label = journey.label();
        if (label == null) {
            return new Html();
        }
        Html html = new Html().constant("<section class=\"card\"><h2>Label</h2>");
        html.open("p", "class", "row").add(Bits.mark(tone(label.status()), label.status()));
        html.text(" wanted as " + label.format() + ", " + label.size());
        html.text(label.attempts() == 0 ? "" : ", " + label.attempts() + " calls so far");
        if (label.queuePosition() != null) {
            html.text(", number " + label.queuePosition() + " in the queue");
            html.text(label.expectedUtc() == null ? "" : ", its turn about " + label.expectedUtc());
        }
        html.close("p");
        if (label.error() != null) {
            html.element("pre", Json.text(label.error()));
        }
        if (!label.formats().isEmpty()) {
            preview(html, journey.shipment().id(), label, call);
        }
        if (!journey.labelNews().isEmpty()) {
            html.constant("<h3>What the customer was told of it</h3>").add(ShipmentPage.told(journey.labelNews()));
        }
        return html.constant("</section>");
    }

    private static Tone tone(String status) {
        return switch (status) {
            case "made" -> Tone.GOOD;
            case "failed" -> Tone.BAD;
            case "cancelled", "voiding", "unknown" -> Tone.WARN;
            default -> Tone.PLAIN;
        };
    }

    private static void preview(Html html, String id, Journey.Label label, ConsoleCall call) {
        String format = call.query("format").filter(label.formats()::contains).orElse("png");
        String size = call.query("size").filter(label.sizes()::contains).orElse(label.size());
        html.open("form", "class", "find", "action", ShipmentsPage.path(id));
        select(html, "Format", "format", label.formats(), format);
        select(html, "Size", "size", label.sizes(), size);
        html.constant("<button>Show</button></form>");
        String base = ShipmentsPage.path(id) + "/label?size=" + Bits.encoded(size) + "&format=";
        html.open("p");
        html.element("a", "Open the label as " + format + ", " + size, "href", base + format)
                .close("p");
        // a browser shows pictures; what is drawn is the same in every format
        String picture = format.equals("jpg") ? "jpg" : "png";
        html.open("img", "class", "label", "loading", "lazy", "alt", "The label", "src", base + picture);
        if (!picture.equals(format)) {
            html.element("p", "Shown as a picture; the file is " + format + ".", "class", "soft");
        }
    }

    private static void select(Html html, String title, String name, List<String> values, String chosen) {
        html.open("label").text(title).open("select", "name", name);
        for (String value : values) {
            if (value.equals(chosen)) {
                html.element("option", value, "selected", "");
            } else {
                html.element("option", value);
            }
        }
        html.close("select").close("label");
    }
}
