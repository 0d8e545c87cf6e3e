package io.caravanserai.edi;

import org.jspecify.annotations.Nullable;

/**
 * An interchange that holds one message and is whole, as the hub itself cuts files into. Knowing that takes one look at
 * each segment, where {@link EdiSplitter} would copy the message once more to tell the same.
 *
 * @param bytes the interchange
 * @param offset of its ST or UNH in the bytes
 * @param control ST02, or UNH 0062
 */
public record LoneMessage(byte[] bytes, long offset, String control) {
    /** ISA and GS take at most 107 and 90 bytes; the splitter refuses what is longer. */
    private static final int LONGEST_HEADER = 512;

    /** The message; null when there is anything about the bytes that the splitter would have to look into. */
    public static @Nullable LoneMessage in(byte[] bytes) {
        if (bytes.length == 0 || (bytes[0] != 'I' && bytes[0] != 'U')) {
            return null;
        }
        try {
            return new Walk(new EdiTokenizer(bytes)).message(bytes);
        } catch (EdiSyntaxException e) {
            return null;
        }
    }

    /** The way through the segments; each step is null or false where it does not find what belongs there. */
    private record Walk(EdiTokenizer tokens) {
        @Nullable
        LoneMessage message(byte[] bytes) {
            EdiNode interchange = next() ? header() : null;
            boolean more = interchange != null && next();
            EdiNode group = more && tokens.role() == Tags.Role.GROUP_HEADER ? header() : null;
            more &= group == null ? isEdifact() : next();
            if (interchange == null || !more || tokens.role() != Tags.Role.MESSAGE_HEADER) {
                return null;
            }
            long offset = tokens.offset();
            String control = tokens.segment().element(isEdifact() ? 1 : 2);
            boolean whole = control != null
                    && segments(control)
                    && (group == null || closes(Tags.Role.GROUP_TRAILER, group, isEdifact() ? 5 : 6))
                    && closes(Tags.Role.INTERCHANGE_TRAILER, interchange, isEdifact() ? 5 : 13)
                    && !tokens.next();
            return whole && control != null ? new LoneMessage(bytes, offset, control) : null;
        }

        private boolean next() {
            return tokens.next() && tokens.isIntact();
        }

        private boolean isEdifact() {
            return tokens.syntax().equals("EDIFACT");
        }

        private @Nullable EdiNode header() {
            return tokens.length() > LONGEST_HEADER ? null : tokens.segment();
        }

        /** To the end of the message, whose trailer counts its segments and repeats its reference. */
        private boolean segments(String control) {
            long count = 1;
            while (next()) {
                count++;
                Tags.Role role = tokens.role();
                if (role == Tags.Role.MESSAGE_TRAILER) {
                    return refers(Long.toString(count), control, false);
                }
                if (role != Tags.Role.OTHER) {
                    return false;
                }
            }
            return false;
        }

        private boolean closes(Tags.Role trailer, EdiNode header, int reference) {
            String control = header.element(reference);
            return control != null && next() && tokens.role() == trailer && refers("1", control, !isEdifact());
        }

        private boolean refers(String count, String control, boolean numeric) {
            EdiNode trailer = tokens.segment();
            String counted = trailer.element(1);
            String referred = trailer.element(2);
            return counted != null
                    && referred != null
                    && Envelope.sameNumber(counted, count)
                    && (numeric ? Envelope.sameNumber(referred, control) : referred.equals(control));
        }
    }
}
