package io.caravanserai.flow;

import io.caravanserai.kafka.ConsumerLag.Position;
import io.caravanserai.kafka.ConsumerLag.Stage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How fast stages go on, by where they stood before. Not to be used by several threads at once. */
final class Pace {
    private static final long WINDOW = Duration.ofMinutes(1).toMillis();
    /** What waits so long while nothing is done does not move. */
    private static final long PATIENCE = Duration.ofSeconds(30).toMillis();

    private record Seen(long at, long written, long done) {}

    private final Map<Stage, Deque<Seen>> seen = new HashMap<>();
    private final Map<Stage, Long> lastMoved = new HashMap<>();

    void note(Map<Stage, Position> positions, long now) {
        positions.forEach((stage, position) -> {
            Deque<Seen> before = seen.computeIfAbsent(stage, any -> new ArrayDeque<>());
            Seen last = before.peekLast();
            if (last == null || last.done != position.done() || position.waiting() == 0) {
                lastMoved.put(stage, now);
            }
            before.addLast(new Seen(now, position.written(), position.done()));
            while (before.size() > 2 && before.getFirst().at < now - WINDOW) {
                before.removeFirst();
            }
        });
    }

    /** Messages that came a second. */
    double written(Stage stage) {
        Deque<Seen> all = seen.getOrDefault(stage, new ArrayDeque<>());
        if (all.size() < 2 || all.getLast().at == all.getFirst().at) {
            return 0;
        }
        return Math.max(0, all.getLast().written - all.getFirst().written)
                * 1000.0
                / (all.getLast().at - all.getFirst().at);
    }

    /** Whether something waits and nothing has been done for a while. */
    boolean stalls(Stage stage, Position position, long now) {
        return position.waiting() > 0 && now - lastMoved.getOrDefault(stage, now) >= PATIENCE;
    }
}
