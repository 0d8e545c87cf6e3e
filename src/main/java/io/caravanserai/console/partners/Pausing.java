package io.caravanserai.console.partners;

import io.caravanserai.console.Act;
import io.caravanserai.console.Bits;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.partner.PartnerDesk;
import io.caravanserai.partner.PartnerDesk.Kind;
import io.caravanserai.partner.PartnerDesk.Part;
import java.util.List;
import java.util.Locale;

/** Pausing and resuming by the forms of both kinds of partner. */
final class Pausing {
    private Pausing() {}

    static Act.Done pause(PartnerDesk desk, Kind kind, ConsoleCall call) {
        List<String> paused = desk.pause(
                kind, call.part("id"), part(call), call.field("reason").orElse(""));
        return new Act.Done("Paused: " + String.join(", ", paused) + ". What comes meanwhile waits.", page(kind, call));
    }

    static Act.Done resume(PartnerDesk desk, Kind kind, ConsoleCall call) {
        List<String> resumed = desk.resume(kind, call.part("id"), part(call));
        return new Act.Done(
                resumed.isEmpty() ? "It was not paused any more." : "Resumed: " + String.join(", ", resumed) + ".",
                page(kind, call));
    }

    private static Part part(ConsoleCall call) {
        return new Part(
                call.field("route").orElse(""), call.field("subscription").orElse(""));
    }

    private static String page(Kind kind, ConsoleCall call) {
        return "/partners/" + kind.name().toLowerCase(Locale.ROOT) + "/" + Bits.encoded(call.part("id"));
    }
}
