package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./hub replay}: shows what a changed mapping makes of raw messages the hub has had, and corrects what was told. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Read a carrier's raw messages again after its mapping changed.",
            "The running hub compares them with the events it keeps and shows the difference. Events that say something"
                    + " else are then sent again with 'replaces', new ones are sent, unchanged ones are not. Events that"
                    + " the mapping makes no more are shown and left as they are."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, or nothing to do", "1:no hub answers, or the replay broke off", "2:wrong usage"},
        footerHeading = "%nExample:%n",
        footer = "  ./hub replay --carrier bring --from 24h --dry-run")
final class ReplayCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 500;

    private JsonNode last = Json.mapper().createObjectNode();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--carrier",
            required = true,
            completionCandidates = CarrierNames.class,
            description = "Carrier, the name of its folder in edi-mappings.")
    private String carrier = "";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "First moment: a day, a time with its offset, or how long ago, such as 24h.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "The moment after the last; default now.")
    private @Nullable String to;

    @Option(names = "--dry-run", description = "Show the difference and stop.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask before anything is sent.")
    private boolean yes;

    @Option(
            names = "--json",
            description =
                    "Print what the hub answered as one line of JSON instead of words, for scripts; add --yes to send.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AdminClient hub = new AdminClient(config.settings());
        PrintWriter out = spec.commandLine().getOut();
        int exit = replay(hub, json ? new PrintWriter(Writer.nullWriter()) : out);
        if (json) {
            out.println(Json.text(last));
            out.flush();
        }
        return exit;
    }

    private int replay(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        JsonNode difference = run(hub, true);
        ReplayTable.print(difference, out);
        if (dryRun || ReplayTable.toSend(difference) == 0) {
            out.flush();
            return failed(difference) ? 1 : 0;
        }
        if (!yes && !confirmed(ReplayTable.toSend(difference))) {
            out.println("Nothing was sent; --yes sends without asking.");
            out.flush();
            return 0;
        }
        JsonNode done = run(hub, false);
        out.println(done.path("sent").asLong() + " events sent, "
                + done.path("dead_letters_readable").asLong() + " dead letters replayed.");
        out.flush();
        return failed(done) ? 1 : 0;
    }

    private JsonNode run(AdminClient hub, boolean dry) throws IOException, InterruptedException {
        Map<String, Object> asked = new LinkedHashMap<>(Map.of("carrier", carrier, "from", from, "dry_run", dry));
        if (to != null) {
            asked.put("to", to);
        }
        JsonNode replay = hub.post("/admin/replay", asked);
        PrintWriter progress = spec.commandLine().getErr();
        while (replay.path("status").asText().equals("running")) {
            Thread.sleep(POLL_MILLIS);
            replay = hub.get("/admin/replay/" + replay.path("id").asText());
            progress.print("\r" + replay.path("messages").asLong() + " messages read");
            progress.flush();
        }
        progress.println();
        if (failed(replay)) {
            progress.println("The replay broke off and can be repeated: "
                    + replay.path("failure").asText());
        }
        progress.flush();
        last = replay;
        return replay;
    }

    private static boolean failed(JsonNode replay) {
        return replay.path("status").asText().equals("failed");
    }

    /** Who cannot answer has not agreed. */
    private boolean confirmed(long count) throws IOException {
        PrintWriter ask = spec.commandLine().getErr();
        ask.print("Send these " + count + "? [y/N] ");
        ask.flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        return answer != null && answer.trim().equalsIgnoreCase("y");
    }
}
