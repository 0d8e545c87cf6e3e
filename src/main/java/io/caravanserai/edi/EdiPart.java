package io.caravanserai.edi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One transaction set or message cut from a stream, or one piece that was refused.
 *
 * @param bytes a self-contained interchange that holds only this message (its own bytes unchanged, the original header
 *     segments, trailers that count one message); when {@code fault} is set, the raw bytes refused
 * @param offset byte offset in the input of the ST or UNH segment, or of the first refused byte
 * @param line line (1-based) on which that byte stands
 * @param segmentNumber number of the ST or UNH segment in its interchange (ISA or UNB is 1); 0 outside an interchange
 * @param syntax {@code X12} or {@code EDIFACT}, empty when unknown
 * @param messageType {@code 214}, {@code IFTSTA}; empty when unknown
 * @param version GS08 such as {@code 004010}, or UNH version and release such as {@code D.96A}; empty when unknown
 * @param sender ISA06 or UNB 0004 without padding
 * @param receiver ISA08 or UNB 0010 without padding
 * @param interchangeControl ISA13 or UNB 0020
 * @param groupControl GS06 or UNG 0048, empty without a group
 * @param messageControl ST02 or UNH 0062
 * @param fault why these bytes are refused, null for a good message
 */
public record EdiPart(
        byte[] bytes,
        long offset,
        long line,
        long segmentNumber,
        String syntax,
        String messageType,
        String version,
        String sender,
        String receiver,
        String interchangeControl,
        String groupControl,
        String messageControl,
        @Nullable EdiFault fault) {

    public EdiPart {
        Objects.requireNonNull(bytes, "EDI part: bytes are required");
    }

    /** A fault found in the bytes of a good message, placed where that segment stands in the input. */
    public EdiFault placed(EdiFault found) {
        return MessagePlace.find(bytes, messageControl, offset)
                .map(place -> place.inFile(found, segmentNumber))
                .orElse(found);
    }
}
