package io.caravanserai.flow;

/**
 * A part of the flow.
 *
 * @param id such as {@code carrier:bring}, {@code harmonize}, {@code store}, {@code labels}, {@code customer:<id>}
 * @param name for people
 * @param words what is wrong; empty while nothing is
 * @param perSecond what it takes in, of a carrier alone, over the last minute on this node
 * @param waiting what waits for it alone; 0 where that is told at the edge before it
 */
public record Part(String id, Kind kind, String name, State state, String words, double perSecond, long waiting) {
    /** One whose pace is told at the edge before it. */
    public Part(String id, Kind kind, String name, State state, String words, long waiting) {
        this(id, kind, name, state, words, 0, waiting);
    }

    /** Its place in the flow. */
    public enum Kind {
        CARRIER,
        STAGE,
        CUSTOMER
    }
}
