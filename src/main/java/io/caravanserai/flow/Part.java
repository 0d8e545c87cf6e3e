package io.caravanserai.flow;

/**
 * A part of the flow.
 *
 * @param id such as {@code carrier:bring}, {@code harmonize}, {@code store}, {@code labels}, {@code customer:<id>}
 * @param name for people
 * @param words what is wrong; empty while nothing is
 * @param waiting what waits for it alone; 0 where that is told at the edge before it
 */
public record Part(String id, Kind kind, String name, State state, String words, long waiting) {
    /** Its place in the flow. */
    public enum Kind {
        CARRIER,
        STAGE,
        CUSTOMER
    }
}
