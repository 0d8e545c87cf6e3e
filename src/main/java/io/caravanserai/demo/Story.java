package io.caravanserai.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** Prints the path of one shipment as it happens: a numbered step, when it happened, and what there is to see. */
final class Story {
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));

    private final PrintWriter out;
    private final Ansi ansi;
    private final long start = System.nanoTime();
    private int step;

    Story(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    synchronized void title(String text) {
        out.println();
        out.println(ansi.string("@|bold " + text + "|@"));
        out.flush();
    }

    synchronized void step(String who, String what) {
        step++;
        out.println();
        out.println(ansi.string("@|bold,cyan " + String.format("%2d %-12s", step, who) + "|@")
                + what
                + ansi.string("  @|faint " + elapsed() + "|@"));
        out.flush();
    }

    synchronized void block(String text) {
        text.lines().forEach(line -> out.println("      | " + line));
        out.flush();
    }

    synchronized void line(String text) {
        out.println("   " + text);
        out.flush();
    }

    private String elapsed() {
        return String.format("+%.1f s", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0);
    }

    static String sentence(InboundMessage message) {
        return message.body().length + " bytes of " + message.source().kind() + " "
                + message.source().name() + " kept untouched on the topic carrier.inbound";
    }

    static String sentence(TrackingEvent event) {
        TrackingEvent.Event e = event.event();
        TrackingEvent.Codes.Gluey code = e.codes().gluey();
        return String.format(
                "%-16s %-24s %-36s %s [%s]",
                event.carrierId(),
                event.carrierTrackingId(),
                code.milestone() + "/" + code.code() + (code.subCode() == null ? "" : "/" + code.subCode()),
                e.eventTime().carrierUtc(),
                e.timeBasis());
    }

    static String pretty(byte[] json) {
        try {
            JsonNode node = Json.parse(json);
            return Json.mapper().writer(PRINTER).writeValueAsString(withoutNulls(node));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** What is null says nothing to a reader. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (node.isArray()) {
            node.forEach(Story::withoutNulls);
        } else if (node instanceof ObjectNode object) {
            object.forEach(Story::withoutNulls);
            object.properties()
                    .removeIf(field -> field.getValue().isNull()
                            || (field.getValue().isContainerNode()
                                    && field.getValue().isEmpty()));
        }
        return node;
    }
}
