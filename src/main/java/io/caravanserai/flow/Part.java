package io.caravanserai.flow;

import org.jspecify.annotations.Nullable;

/**
 * A part of the flow.
 *
 * @param id such as {@code carrier:bring}, {@code harmonize}, {@code store}, {@code labels}, {@code customer:<id>}
 * @param name for people
 * @param words what is wrong; empty while nothing is
 * @param perSecond what it takes in, of a carrier alone, over the last minute on this node
 * @param waiting what waits for it alone; 0 where that is told at the edge before it
 * @param account the number of the customer's account; null for what is none of a customer's
 */
public record Part(
        String id,
        Kind kind,
        String name,
        State state,
        String words,
        double perSecond,
        long waiting,
        @Nullable String account) {
    /** One whose pace is told at the edge before it. */
    public Part(String id, Kind kind, String name, State state, String words, long waiting) {
        this(id, kind, name, state, words, 0, waiting, null);
    }

    /** Its place in the flow. */
    public enum Kind {
        CARRIER,
        STAGE,
        CUSTOMER
    }
}
