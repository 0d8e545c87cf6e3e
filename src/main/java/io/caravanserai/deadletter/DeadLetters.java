package io.caravanserai.deadletter;

import io.caravanserai.http.HttpProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dead letters of all sources as one list; ids are {@code <kind>-<id in the source>}. */
public final class DeadLetters {
    private final List<DeadLetterSource> sources;

    public DeadLetters(List<DeadLetterSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** A letter of the list. */
    public record Line(String kind, DeadLetterSource.Summary summary) {
        public String id() {
            return kind + "-" + summary.id();
        }

        /** After which the next page begins. */
        public String cursor() {
            return summary.lastAt() + "." + id();
        }
    }

    /**
     * What is asked for.
     *
     * @param kind only letters of this source, or null
     * @param carrier only letters of this carrier, or null
     * @param text only letters whose reason contains this, or null
     * @param before the cursor of the last letter of the page before, or null
     */
    public record Wanted(
            int limit,
            @Nullable String kind,
            @Nullable String carrier,
            @Nullable String text,
            @Nullable String before) {}

    /**
     * Newest first.
     *
     * @throws HttpProblem 422 when the cursor is none
     */
    public List<Line> list(Wanted wanted) {
        DeadLetterSource.@Nullable Cursor before = wanted.before() == null ? null : cursor(wanted.before());
        List<Line> lines = new ArrayList<>();
        for (DeadLetterSource source : sources) {
            if (wanted.kind() == null || wanted.kind().equals(source.kind())) {
                DeadLetterSource.Page page = new DeadLetterSource.Page(
                        wanted.limit(),
                        wanted.carrier(),
                        wanted.text(),
                        before == null ? null : within(source, before));
                source.list(page).forEach(summary -> lines.add(new Line(source.kind(), summary)));
            }
        }
        lines.sort(Comparator.comparingLong((Line line) -> line.summary().lastAt())
                .thenComparing(Line::id)
                .reversed());
        return List.copyOf(lines.subList(0, Math.min(lines.size(), wanted.limit())));
    }

    /**
     * One letter with its content.
     *
     * @throws HttpProblem 404 when there is none, 409 when its content is elsewhere
     */
    public DeadLetterSource.Detail get(String id) {
        Target target = target(id);
        try {
            return target.source().find(target.id()).orElseThrow(DeadLetters::unknown);
        } catch (IllegalStateException e) {
            throw HttpProblem.of(409, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Sends a letter on its way again; durable when this returns.
     *
     * @throws HttpProblem 404 when there is none, 409 in words when it cannot be replayed now
     */
    public void replay(String id) throws Exception {
        Target target = target(id);
        try {
            if (!target.source().replay(target.id())) {
                throw unknown();
            }
        } catch (IllegalStateException e) {
            throw HttpProblem.of(409, String.valueOf(e.getMessage()));
        }
    }

    /** @throws HttpProblem 404 when there is none */
    public void discard(String id) {
        Target target = target(id);
        if (!target.source().discard(target.id())) {
            throw unknown();
        }
    }

    private Target target(String id) {
        int dash = id.indexOf('-');
        if (dash > 0) {
            for (DeadLetterSource source : sources) {
                if (source.kind().equals(id.substring(0, dash))) {
                    return new Target(source, id.substring(dash + 1));
                }
            }
        }
        throw unknown();
    }

    private static HttpProblem unknown() {
        return HttpProblem.of(404, "There is no such dead letter; it may have been replayed or discarded.");
    }

    private static DeadLetterSource.Cursor cursor(String text) {
        int dot = text.indexOf('.');
        try {
            return new DeadLetterSource.Cursor(Long.parseLong(text.substring(0, dot)), text.substring(dot + 1));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw HttpProblem.of(422, "Query parameter before must be the 'next' of the page before.");
        }
    }

    /** The cursor's full id in terms of one source: what sorts behind it there. */
    private static DeadLetterSource.Cursor within(DeadLetterSource source, DeadLetterSource.Cursor cursor) {
        String prefix = source.kind() + "-";
        if (cursor.id().startsWith(prefix)) {
            return new DeadLetterSource.Cursor(cursor.lastAt(), cursor.id().substring(prefix.length()));
        }
        // a whole source sorts either before or behind a letter of another one with the same time
        return new DeadLetterSource.Cursor(cursor.lastAt(), prefix.compareTo(cursor.id()) < 0 ? "\uffff" : "");
    }

    private record Target(DeadLetterSource source, String id) {}
}
