package io.caravanserai.label.zpl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects notes; the same said of the same command again is counted, not repeated. */
final class Notes {
    /** How many different notes of one stream are kept. */
    static final int MOST = 100;

    private final Map<String, ZplNote> first = new LinkedHashMap<>();
    private final Map<String, Integer> times = new LinkedHashMap<>();
    private int dropped;

    void add(ZplCommand command, String text) {
        String key = command.name() + text;
        if (!first.containsKey(key) && first.size() == MOST) {
            dropped++;
            return;
        }
        first.putIfAbsent(key, new ZplNote(command.line(), command.column(), command.name(), text));
        times.merge(key, 1, Integer::sum);
    }

    List<ZplNote> all() {
        List<ZplNote> notes = new ArrayList<>();
        first.forEach((key, note) -> {
            int count = times.getOrDefault(key, 1);
            notes.add(count == 1 ? note : counted(note, count));
        });
        if (dropped > 0) {
            notes.add(new ZplNote(1, 1, "^XA", dropped + " more notes are left out"));
        }
        return notes;
    }

    private static ZplNote counted(ZplNote note, int count) {
        return new ZplNote(note.line(), note.column(), note.command(), note.text() + " (" + count + " times)");
    }
}
