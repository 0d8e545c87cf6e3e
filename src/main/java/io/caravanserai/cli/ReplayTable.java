package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** What a replay found, for people. */
final class ReplayTable {
    private ReplayTable() {}

    /** How much would be sent: events, and dead letters that can be read now. */
    static long toSend(JsonNode replay) {
        return sum(replay.path("changed"))
                + sum(replay.path("new"))
                + replay.path("dead_letters_readable").asLong();
    }

    static void print(JsonNode replay, PrintWriter out) {
        out.printf(
                "%s, %s to %s: %d messages%n",
                replay.path("carrier").asText(),
                replay.path("from").asText(),
                replay.path("to").asText(),
                replay.path("messages").asLong());
        line(out, "unchanged", replay.path("unchanged").asLong());
        group(out, "changed", replay.path("changed"));
        group(out, "new", replay.path("new"));
        group(out, "not made any more, left as they are", replay.path("vanished"));
        group(out, "not readable", replay.path("unreadable"));
        line(
                out,
                "dead letters that can be read now",
                replay.path("dead_letters_readable").asLong());
        for (JsonNode example : replay.path("examples")) {
            out.printf(
                    "  e.g. %s %s (%s): %s -> %s%n",
                    example.path("kind").asText(),
                    example.path("carrier_tracking_id").asText(),
                    example.path("carrier_code").asText(),
                    side(example.path("old")),
                    side(example.path("new")));
        }
    }

    private static String side(JsonNode side) {
        return side.isObject()
                ? side.path("code").asText() + " " + side.path("time").asText()
                : "-";
    }

    private static void group(PrintWriter out, String title, JsonNode counts) {
        line(out, title, sum(counts));
        counts.properties()
                .forEach(count -> out.printf("  %8d  %s%n", count.getValue().asLong(), count.getKey()));
    }

    private static void line(PrintWriter out, String title, long count) {
        out.printf("%8d  %s%n", count, title);
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }
}
