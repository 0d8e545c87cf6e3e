package io.caravanserai.delivery;

/** What becomes of a delivery after an attempt. */
sealed interface Outcome {
    /** The endpoint took it. */
    record Delivered() implements Outcome {}

    /**
     * It is tried again.
     *
     * @param dueAt epoch milliseconds
     */
    record Retry(long dueAt) implements Outcome {}

    /** The schedule is used up: kept as a dead letter until it is replayed or discarded. */
    record Dead() implements Outcome {}

    /** The endpoint answered 410: the whole subscription ends. */
    record Gone() implements Outcome {}

    /** The subscription's transformation answered that it is not to be sent. */
    record Unwanted() implements Outcome {}
}
