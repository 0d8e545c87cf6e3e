package io.caravanserai.replay;

import io.caravanserai.event.TrackingEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what a replay finds, with a few examples; its size does not grow with the range. */
final class ReplayReport {
    private static final int EXAMPLES = 10;
    private static final int REASONS = 50;

    private final Map<String, Integer> changed = new TreeMap<>();
    private final Map<String, Integer> added = new TreeMap<>();
    private final Map<String, Integer> vanished = new TreeMap<>();
    private final Map<String, Integer> unreadable = new TreeMap<>();
    private final List<Map<String, @Nullable Object>> examples = new ArrayList<>();
    private long records;
    private long messages;
    private long unchanged;
    private long sent;
    private long deadLetters;

    synchronized void passed(int count) {
        records += count;
    }

    synchronized void message() {
        messages++;
    }

    synchronized void sent(int count) {
        sent += count;
    }

    /** Dead letters that can be read now. */
    synchronized void deadLetters(long count) {
        deadLetters += count;
    }

    synchronized void add(Difference difference) {
        if (difference instanceof Difference.Unchanged) {
            unchanged++;
        } else if (difference instanceof Difference.Changed change) {
            changed.merge(code(change.old()) + " -> " + code(change.reissued()), 1, Integer::sum);
            example("changed", change.old(), change.reissued());
        } else if (difference instanceof Difference.Added one) {
            added.merge(code(one.event()), 1, Integer::sum);
            example("new", null, one.event());
        } else if (difference instanceof Difference.Vanished one) {
            vanished.merge(code(one.old()), 1, Integer::sum);
            example("vanished", one.old(), null);
        }
    }

    /** @param reason without anything of the payload that is secret */
    synchronized void unreadable(String reason) {
        String known = unreadable.size() < REASONS || unreadable.containsKey(reason) ? reason : "further reasons";
        unreadable.merge(known, 1, Integer::sum);
    }

    private void example(String kind, @Nullable TrackingEvent old, @Nullable TrackingEvent now) {
        TrackingEvent any = old == null ? now : old;
        if (examples.size() < EXAMPLES && any != null) {
            Map<String, @Nullable Object> example = new LinkedHashMap<>();
            example.put("kind", kind);
            example.put("carrier_tracking_id", any.carrierTrackingId());
            example.put("carrier_code", any.event().codes().carrier().code());
            example.put("old", old == null ? null : side(old));
            example.put("new", now == null ? null : side(now));
            example.put("source", any.origin().source().name());
            examples.add(example);
        }
    }

    private static Map<String, @Nullable Object> side(TrackingEvent event) {
        Map<String, @Nullable Object> side = new LinkedHashMap<>();
        side.put("event_id", event.event().id());
        side.put("code", code(event));
        side.put("time", event.event().eventTime().carrierUtc());
        return side;
    }

    private static String code(TrackingEvent event) {
        TrackingEvent.Codes.Gluey code = event.event().codes().gluey();
        return code.milestone() + "/" + code.code() + (code.subCode() == null ? "" : "/" + code.subCode());
    }

    /** As {@code GET /admin/replay} shows it. */
    synchronized Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("records", records);
        view.put("messages", messages);
        view.put("unchanged", unchanged);
        view.put("changed", new TreeMap<>(changed));
        view.put("new", new TreeMap<>(added));
        view.put("vanished", new TreeMap<>(vanished));
        view.put("unreadable", new TreeMap<>(unreadable));
        view.put("dead_letters_readable", deadLetters);
        view.put("sent", sent);
        view.put("examples", List.copyOf(examples));
        return view;
    }
}
