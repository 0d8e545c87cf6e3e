package io.caravanserai.erasure;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which rows of each table were rewritten or deleted, or would be; a row counts once however often it is touched. */
final class Tally {
    private final Map<String, Set<Object>> rewritten = new TreeMap<>();
    private final Map<String, Set<Object>> deleted = new TreeMap<>();

    void rewritten(String table, Object key) {
        rewritten.computeIfAbsent(table, any -> new HashSet<>()).add(key);
    }

    void deleted(String table, Object key) {
        deleted.computeIfAbsent(table, any -> new HashSet<>()).add(key);
    }

    /** Adds what a transaction did, once it is durable. */
    void add(Tally done) {
        done.rewritten.forEach((table, keys) -> keys.forEach(key -> rewritten(table, key)));
        done.deleted.forEach((table, keys) -> keys.forEach(key -> deleted(table, key)));
    }

    /** How many are rewritten and still there, by table. */
    Map<String, Long> rewritten() {
        Map<String, Long> counts = new TreeMap<>();
        rewritten.forEach((table, keys) -> {
            Set<Object> left = new HashSet<>(keys);
            left.removeAll(deleted.getOrDefault(table, Set.of()));
            if (!left.isEmpty()) {
                counts.put(table, (long) left.size());
            }
        });
        return counts;
    }

    /** How many are gone, by table. */
    Map<String, Long> deleted() {
        Map<String, Long> counts = new TreeMap<>();
        deleted.forEach((table, keys) -> counts.put(table, (long) keys.size()));
        return counts;
    }
}
