package io.caravanserai.harmonize;

/**
 * Something that an operator or integrator should know; the events are good nevertheless.
 *
 * @param kind what it is about
 * @param place where in the payload
 * @param message what it is and the next step
 */
public record Warning(Kind kind, String place, String message) {
    public enum Kind {
        /** A carrier code without a row in codes.csv. */
        UNMAPPED,
        /** A time that needed a decision. */
        TIME,
        /** A value that could not be used and was left out. */
        VALUE,
        /** The carrier does not know the number. */
        NOT_FOUND,
        /** A remark of the carrier. */
        NOTICE,
        /** A payload without events. */
        EMPTY
    }
}
