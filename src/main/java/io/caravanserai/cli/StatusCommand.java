package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = "How everything flows just now: what passes, what waits and since when, what stalls or fails.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: ./hub status --watch", "Exit code 0 whatever the state; scripts read it from --json."})
final class StatusCommand extends AdminCommand {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** Between one look and the next. */
    private static final int LINE = 90;

    @Option(names = "--watch", description = "Again every two seconds, until Ctrl-C.")
    private boolean watch;

    @Override
    boolean answersTimeAndAgain() {
        return true;
    }

    @Override
    void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        show(hub, out);
        while (watch) {
            Thread.sleep(PAUSE.toMillis());
            if (!isJson()) {
                out.println("-".repeat(LINE));
            }
            show(hub, out);
        }
    }

    private void show(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        JsonNode flow = hub.get("/admin/flow");
        if (isJson()) {
            out.println(Json.text(flow));
        } else {
            table(flow, out);
        }
        out.flush();
    }

    private static void table(JsonNode flow, PrintWriter out) {
        out.println(flow.path("node").asText() + " is " + flow.path("state").asText());
        out.println();
        out.printf(
                "%-12s %-12s %-20s %10s %10s %8s  %s%n",
                "from", "to", "what", "a second", "waiting", "oldest", "state");
        for (JsonNode edge : flow.path("edges")) {
            JsonNode oldest = edge.path("oldest_seconds");
            out.printf(
                    Locale.ROOT,
                    "%-12s %-12s %-20s %10.2f %10d %8s  %s%n",
                    edge.path("from").asText(),
                    edge.path("to").asText(),
                    edge.path("what").asText(),
                    edge.path("per_second").asDouble(),
                    edge.path("waiting").asLong(),
                    oldest.isNumber() ? oldest.asLong() + "s" : "-",
                    edge.path("state").asText());
        }
        out.println();
        for (JsonNode part : flow.path("parts")) {
            String words = part.path("words").asText();
            out.printf(
                    "%-40s %-8s %s%n",
                    part.path("kind").asText() + " " + part.path("name").asText(),
                    part.path("state").asText(),
                    words);
        }
    }
}
