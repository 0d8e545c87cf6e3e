package io.caravanserai.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.harmonize.Reissue;
import io.caravanserai.mapping.Format;
import io.caravanserai.replay.Explanation.Change;
import io.caravanserai.replay.Explanation.Field;
import io.caravanserai.replay.Explanation.Verdict;
import io.caravanserai.store.Database;
import io.caravanserai.tracking.JourneyEvents;
import io.caravanserai.tracking.KeptEvents;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says which lines of mapping and code table made an event: its raw message is read again by the mapping of now, which
 * tells whether they still say the same.
 */
public final class EventExplainer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SHOWN_BYTES = 256 * 1024;
    /** What a customer is not told, or what changes whenever an event is made. */
    private static final Set<String> OWN = Set.of("id", "out_of_order", "replaces");

    private final Database database;
    private final Supplier<MappingLibrary> mappings;
    private final InboundArchive archive;
    private final SourceLines lines;
    private final Clock clock;

    /** @param mappingsDir whose lines are shown */
    public EventExplainer(
            Database database,
            Supplier<MappingLibrary> mappings,
            Replays.Topics topics,
            Path mappingsDir,
            Clock clock) {
        this.database = database;
        this.mappings = mappings;
        this.archive = new InboundArchive(topics.brokers(), topics.inbound());
        this.lines = new SourceLines(mappingsDir);
        this.clock = clock;
    }

    /** Empty when no event with this id is kept. */
    public Optional<Explanation> explain(String eventId) {
        return database.<Optional<TrackingEvent>>read(connection -> JourneyEvents.byId(connection, eventId))
                .map(this::explain);
    }

    private Explanation explain(TrackingEvent kept) {
        InboundMessage raw = archive.find(
                        kept.carrierId(), kept.origin().inboundId(), Instant.parse(kept.receivedUtc()), PATIENCE)
                .orElse(null);
        if (raw == null) {
            return explanation(
                    kept,
                    Verdict.NO_RAW,
                    "Its raw message is kept no more, so it cannot be read again. What made it is told as it was"
                            + " then; the files may have changed since.",
                    null,
                    null);
        }
        MappingLibrary library = mappings.get();
        List<TrackingEvent> made =
                new Harmonizer(() -> library, clock).harmonize(raw).events();
        TrackingEvent now = same(kept, raw, made);
        if (now == null) {
            return explanation(
                    kept,
                    Verdict.GONE,
                    "The mapping has changed since: it makes no such event of the raw message any more. ./hub try shows"
                            + " what it makes of it.",
                    null,
                    raw);
        }
        if (Reissue.isSame(kept, now)) {
            return explanation(
                    kept, Verdict.SAME, "The mapping of now makes the same event of the raw message.", now, raw);
        }
        return explanation(
                kept,
                Verdict.CHANGED,
                "The mapping has changed since and makes something else of the raw message; ./hub replay --carrier "
                        + kept.carrierId() + " would tell customers so.",
                now,
                raw);
    }

    /** What is made now for the kept event: it has the same id, or takes its place as in a replay. */
    private @Nullable TrackingEvent same(TrackingEvent kept, InboundMessage raw, List<TrackingEvent> made) {
        Optional<TrackingEvent> sameId = made.stream()
                .filter(event -> event.event().id().equals(kept.event().id()))
                .findFirst();
        if (sameId.isPresent()) {
            return sameId.get();
        }
        KeptEvents all = database.read(connection ->
                KeptEvents.of(connection, kept.carrierId(), List.of(raw.key(), kept.carrierTrackingId())));
        for (Difference difference : Difference.of(raw.id(), made, all)) {
            if (difference instanceof Difference.Changed change
                    && change.old().event().id().equals(kept.event().id())) {
                return change.reissued();
            }
        }
        return null;
    }

    private Explanation explanation(
            TrackingEvent kept,
            Verdict verdict,
            String words,
            @Nullable TrackingEvent now,
            @Nullable InboundMessage raw) {
        TrackingEvent.Origin origin = kept.origin();
        // lines that have moved since are shown where they are now
        TrackingEvent.Origin shown = verdict == Verdict.SAME && now != null ? now.origin() : origin;
        String row = shown.codeRow();
        return new Explanation(
                kept.event().id(),
                kept.carrierId(),
                kept.carrierTrackingId(),
                verdict,
                words,
                lines.at(shown.mapping()),
                row == null ? null : lines.at(row),
                now == null ? List.of() : fields(now),
                now == null || verdict == Verdict.SAME ? List.of() : differences(kept, now),
                origin,
                kept.receivedUtc(),
                raw == null ? null : raw(raw));
    }

    private List<Field> fields(TrackingEvent now) {
        String file = now.origin().mapping().replaceAll(":\\d+$", "");
        return mappings.get().carrier(now.carrierId()).stream()
                .flatMap(mapping -> mapping.explain(now).stream())
                .map(origin -> new Field(origin.field(), origin.value(), lines.at(file + ":" + origin.line())))
                .toList();
    }

    private static Explanation.Raw raw(InboundMessage message) {
        byte[] body = message.body();
        byte[] shown = body.length > SHOWN_BYTES ? Arrays.copyOf(body, SHOWN_BYTES) : body;
        return new Explanation.Raw(
                message.source(), message.contentType(), body.length, new String(shown, Format.charset(body)));
    }

    private static List<Change> differences(TrackingEvent kept, TrackingEvent now) {
        Map<String, String> before = told(kept);
        Map<String, String> after = told(now);
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                changes.add(new Change(name, before.get(name), after.get(name)));
            }
        }
        return changes;
    }

    /** The fields that a customer sees, flat. */
    private static Map<String, String> told(TrackingEvent event) {
        Map<String, String> fields = new TreeMap<>();
        ObjectNode node = Json.mapper().valueToTree(event.event());
        node.remove(OWN);
        if (node.path("event_time") instanceof ObjectNode time) {
            time.remove("created_utc");
        }
        node.put("carrier_tracking_id", event.carrierTrackingId());
        flatten("", node, fields);
        return fields;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> flatten(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), fields));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.get(i), fields);
            }
        } else if (!node.isNull()) {
            fields.put(path, node.asText());
        }
    }
}
