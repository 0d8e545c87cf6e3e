package io.caravanserai.harmonize;

/**
 * What a Tracardi server calls an event.
 *
 * @param type of the event
 * @param status of the order after it, which such a server keeps for the types it knows
 */
public record TrackerEventType(String type, String status) {}
