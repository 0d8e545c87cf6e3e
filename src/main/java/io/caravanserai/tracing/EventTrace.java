package io.caravanserai.tracing;

import io.caravanserai.event.Sha256;

/**
 * The trace of a shipment event. Its ids follow from the event's own: whatever node works on the event, after whatever
 * time, restart or replay, finds the same trace without anything carried along.
 *
 * @param traceId 32 hexadecimal digits, by the W3C's Trace Context
 * @param rootSpanId 16 hexadecimal digits, of the span in which the event came in
 */
record EventTrace(String traceId, String rootSpanId) {
    static EventTrace of(String eventId) {
        String digest = Sha256.hex("trace\n" + eventId);
        return new EventTrace(digest.substring(0, 32), digest.substring(32, 48));
    }
}
