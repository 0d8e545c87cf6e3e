package io.caravanserai.label.queue;

import java.util.HashMap;
import java.util.Map;

/**
 * Which services go first, written as {@code express=10 *=0}: services with whole numbers, the higher the earlier, and
 * {@code *} for all others, which is 0 when it is left out.
 */
public record Priorities(Map<String, Integer> byService) {
    /** All services alike. */
    public static final Priorities NONE = new Priorities(Map.of());

    public Priorities {
        byService = Map.copyOf(byService);
    }

    /**
     * @param text empty for none
     * @throws IllegalArgumentException naming the word that is wrong
     */
    public static Priorities parse(String text) {
        Map<String, Integer> priorities = new HashMap<>();
        for (String word : text.isBlank() ? new String[0] : text.trim().split("\\s+", -1)) {
            int equals = word.lastIndexOf('=');
            if (equals < 1 || !word.substring(equals + 1).matches("-?\\d{1,6}")) {
                throw new IllegalArgumentException(
                        "priorities '" + text + "': '" + word + "' is no service=number; write express=10 *=0");
            }
            priorities.put(word.substring(0, equals), Integer.valueOf(word.substring(equals + 1)));
        }
        return new Priorities(priorities);
    }

    int of(String service) {
        return byService.getOrDefault(service, byService.getOrDefault("*", 0));
    }
}
