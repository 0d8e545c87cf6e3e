package io.caravanserai.console.attention;

import io.caravanserai.alert.Alerts;
import io.caravanserai.attention.CodeRows;
import io.caravanserai.console.Act;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.deadletter.DeadLetterSource;
import io.caravanserai.deadletter.DeadLetters;
import io.caravanserai.edifile.EdiFilesAdmin;
import io.caravanserai.event.Json;
import io.caravanserai.harmonize.EventCode;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.replay.Replays;
import java.util.List;
import java.util.Map;

/** What an operator can do about what needs attention. */
public final class Deeds {
    private final DeadLetters letters;
    private final Alerts alerts;
    private final EdiFilesAdmin files;
    private final CodeRows rows;
    private final Replays replays;

    public Deeds(DeadLetters letters, Alerts alerts, EdiFilesAdmin files, CodeRows rows, Replays replays) {
        this.letters = letters;
        this.alerts = alerts;
        this.files = files;
        this.rows = rows;
        this.replays = replays;
    }

    List<EventCode> codes() {
        return rows.codes();
    }

    DeadLetterSource.Detail letter(String id) {
        return letters.get(id);
    }

    Act.Done replay(ConsoleCall call) throws Exception {
        letters.replay(call.part("id"));
        return done("It is on its way again.");
    }

    Act.Done discard(ConsoleCall call) {
        letters.discard(call.part("id"));
        return done("The dead letter is discarded.");
    }

    Act.Done dismiss(ConsoleCall call) {
        String id = call.part("id");
        if (!id.matches("[0-9]{1,18}") || !alerts.dismiss(Long.parseLong(id))) {
            throw HttpProblem.of(404, "This alert is over already.");
        }
        return done("The alert is discarded; the same trouble again raises a new one.");
    }

    Act.Done resend(ConsoleCall call) {
        files.resend(call.http());
        return done("The file goes out again with the next run.");
    }

    Act.Done map(ConsoleCall call) throws Exception {
        String carrier = call.field("carrier").orElse("");
        String row = rows.add(
                carrier,
                call.field("code").orElse(""),
                call.field("to").orElse(""),
                call.field("description").orElse(""));
        return new Act.Done(
                "Mapped: " + row + " is in the code table of " + carrier
                        + " and in use. Read the messages again so that customers get what is clear now.",
                AttentionPage.PATH,
                MatterHtml.readAgain(call, carrier, call.field("from").orElse("24h")));
    }

    Act.Done read(ConsoleCall call) {
        Map<String, String> wanted = Map.of(
                "carrier", call.field("carrier").orElse(""),
                "from", call.field("from").orElse(""));
        HttpCall http = call.http();
        replays.start(new HttpCall(
                http.method(),
                http.path(),
                Map.of(),
                Map.of(),
                http.headers(),
                http.remoteAddress(),
                Json.bytes(wanted)));
        return done("The messages of " + wanted.get("carrier") + " are read again; what has changed is sent.");
    }

    private static Act.Done done(String words) {
        return new Act.Done(words, AttentionPage.PATH);
    }
}
