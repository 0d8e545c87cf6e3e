package io.caravanserai.edi;

import java.util.Optional;

/**
 * Where a message that was cut out stands in its file, so that what is found in the cut interchange is told by its place
 * in the file.
 *
 * @param control ST02 or UNH 0062
 * @param first number of its ST or UNH in the cut interchange
 * @param shift from an offset in the cut interchange to the one in the file
 */
public record MessagePlace(String control, long first, long shift) {

    /**
     * The place of the message in a cut interchange; empty when it comes to none.
     *
     * @param origin byte offset of the message's ST or UNH in the file
     */
    public static Optional<MessagePlace> find(byte[] interchange, String control, long origin) {
        try {
            EdiTokenizer tokens = new EdiTokenizer(interchange);
            while (tokens.next()) {
                if (tokens.role() == Tags.Role.MESSAGE_HEADER) {
                    return Optional.of(of(tokens.segment(), control, origin));
                }
            }
        } catch (EdiSyntaxException e) {
            // what is wrong before the message has no place in it
        }
        return Optional.empty();
    }

    /**
     * @param header the message's ST or UNH
     * @param origin byte offset of that segment in the file
     */
    public static MessagePlace of(EdiNode header, String control, long origin) {
        return new MessagePlace(control, header.segmentNumber(), origin - header.offset());
    }

    /** In words, the segment counted as in SE01 and UNT 0074, from the message's header on. */
    public String of(EdiNode segment) {
        return of(segment.segmentNumber(), segment.tag(), segment.offset());
    }

    /** In words, as {@link #of(EdiNode)}. */
    public String of(EdiFault found) {
        return of(found.segmentNumber(), found.segment(), found.offset());
    }

    private String of(long number, String tag, long offset) {
        return "segment " + (number - first + 1) + " (" + tag + ") of message " + control + ", byte "
                + (offset + shift);
    }

    /**
     * The fault as it is in the file.
     *
     * @param header number of the message's ST or UNH in its interchange there
     */
    EdiFault inFile(EdiFault found, long header) {
        return new EdiFault(
                found.code(),
                found.message(),
                found.segmentNumber() - first + header,
                found.offset() + shift,
                found.segment(),
                found.element());
    }
}
