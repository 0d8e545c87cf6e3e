package io.caravanserai.edi;

/**
 * Something that could not be written as it was given.
 *
 * @param segmentNumber 1-based in the interchange written
 * @param tag of that segment
 * @param element 1-based position
 * @param message which characters and what stands in their place; code points only, never the text
 */
public record WriterNote(long segmentNumber, String tag, int element, String message) {}
