package io.caravanserai.attention;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.caravanserai.alert.Alerts;
import io.caravanserai.deadletter.DeadLetters;
import io.caravanserai.figure.Silence;
import io.caravanserai.store.Database;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All that needs a person. */
public final class Attention {
    /** Every page shows how many there are. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final List<Matters> all;
    private final LoadingCache<String, Map<Kind, Long>> counts =
            Caffeine.newBuilder().expireAfterWrite(FRESH).build(any -> count());

    public Attention(Database database, Alerts alerts, DeadLetters letters, Silence silence) {
        FailingEndpoints endpoints = new FailingEndpoints(database);
        this.all = List.of(
                endpoints,
                new OpenAlerts(alerts, database, endpoints),
                new SilentCarriers(silence),
                new UnmappedCodes(database),
                new Letters(letters, database),
                new OverdueFiles(database),
                new UsedRanges(database));
    }

    /**
     * Some of a kind.
     *
     * @param next the cursor of the next page; empty on the last
     */
    public record Page(List<Matter> matters, String next) {
        public Page {
            matters = List.copyOf(matters);
        }
    }

    /** How many of each kind, none above a thousand; as it was within the last seconds. */
    public Map<Kind, Long> counts() {
        return counts.get("");
    }

    /** How many in all. */
    public long total() {
        return counts().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Somebody has seen to something: it counts no longer. */
    public void changed() {
        counts.invalidateAll();
    }

    /** @param before where the page before has ended; empty for the first */
    public Page list(Kind kind, int limit, String before) {
        List<Matters.Listed> found = all.stream()
                .filter(matters -> matters.kind() == kind)
                .flatMap(matters -> matters.list(limit + 1, before).stream())
                .toList();
        boolean more = found.size() > limit;
        List<Matters.Listed> page = more ? found.subList(0, limit) : found;
        return new Page(
                page.stream().map(Matters.Listed::matter).toList(),
                more ? page.get(page.size() - 1).cursor() : "");
    }

    private Map<Kind, Long> count() {
        Map<Kind, Long> counted = new EnumMap<>(Kind.class);
        all.forEach(matters -> counted.put(matters.kind(), matters.count()));
        return counted;
    }
}
