package io.caravanserai.erasure;

import java.util.List;
import java.util.Map;

/**
 * What was erased, and what lies where the hub cannot reach it. It does not name the person.
 *
 * @param asked how the person was named, such as {@code email}
 * @param dryRun whether nothing was changed: then this is what would be
 * @param shipments ids of the person's shipments
 * @param waiting those of them whose label is being bought or given back: they are left until that has ended
 * @param profiles ids of the person's profiles of visitors
 * @param rewritten rows in which the person's data was replaced, by table
 * @param deleted rows that are gone, by table
 * @param elsewhere what still has the data, and until when
 */
public record ErasureReport(
        String id,
        String at,
        String asked,
        boolean dryRun,
        List<String> shipments,
        List<String> waiting,
        List<String> profiles,
        Map<String, Long> rewritten,
        Map<String, Long> deleted,
        List<Elsewhere> elsewhere) {

    /**
     * @param what such as {@code topic carrier.inbound}
     * @param until when it is gone by itself, as far as the hub knows
     * @param why it could not be erased, or what to do
     */
    public record Elsewhere(String what, String until, String why) {}

    /** For people. */
    public String words() {
        StringBuilder text = new StringBuilder();
        text.append("Erasure ")
                .append(id)
                .append(", ")
                .append(at)
                .append(", asked for by ")
                .append(asked);
        text.append(dryRun ? ": a dry run, nothing was changed.\n" : ".\n");
        line(text, "Shipments", String.join(", ", shipments));
        line(text, "Left, since their label is being bought or given back", String.join(", ", waiting));
        line(text, "Profiles", String.join(", ", profiles));
        rewritten.forEach((table, rows) -> line(text, "Rewritten in " + table, String.valueOf(rows)));
        deleted.forEach((table, rows) -> line(text, "Deleted from " + table, String.valueOf(rows)));
        text.append("What the hub cannot reach:\n");
        elsewhere.forEach(each -> text.append("  ")
                .append(each.what())
                .append(", until ")
                .append(each.until())
                .append(": ")
                .append(each.why())
                .append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value.isEmpty() ? "none" : value).append('\n');
    }
}
