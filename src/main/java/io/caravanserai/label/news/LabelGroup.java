package io.caravanserai.label.news;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has been gathered of the labels that are released together.
 *
 * @param v version of this form in the store
 * @param collection {@code shipment:<id>} or {@code batch:<id>}
 * @param done the shipments whose label work has ended
 * @param expected of how many
 * @param deadline when it is released in any case, milliseconds since 1970; null for none
 * @param due whether it is released now, whatever is missing: its deadline is over, or it was released before and
 *     something came late
 */
public record LabelGroup(
        int v, String collection, Set<String> done, int expected, @Nullable Long deadline, boolean due) {
    private static final String SHIPMENT = "shipment:";
    private static final String BATCH = "batch:";

    public LabelGroup {
        if (!collection.startsWith(SHIPMENT) && !collection.startsWith(BATCH)) {
            throw new IllegalArgumentException("labels are gathered by shipment or batch, not by " + collection);
        }
        done = new LinkedHashSet<>(done);
    }

    static LabelGroup shipment(String id) {
        return new LabelGroup(1, SHIPMENT + id, Set.of(id), 1, null, false);
    }

    static LabelGroup batch(String id, Set<String> done, int expected, long deadline, boolean due) {
        return new LabelGroup(1, BATCH + id, done, expected, deadline, due);
    }

    /** With what another message about the same adds; a message that comes again adds nothing. */
    public LabelGroup plus(LabelGroup more) {
        if (!collection.equals(more.collection)) {
            throw new IllegalArgumentException(more.collection + " is not gathered with " + collection);
        }
        Set<String> both = new LinkedHashSet<>(done);
        both.addAll(more.done);
        return new LabelGroup(v, collection, both, more.expected, more.deadline, due || more.due);
    }

    /** How many shipments are waited for; 0 when it is released. */
    public int missing() {
        return due ? 0 : Math.max(0, expected - done.size());
    }

    boolean isBatch() {
        return collection.startsWith(BATCH);
    }

    /** Id of the shipment or batch. */
    String id() {
        return collection.substring(collection.indexOf(':') + 1);
    }
}
