package io.caravanserai.edi;

/** Segment tags packed into an int, so that comparing them makes no String. */
final class Tags {
    static final int ST = ('S' << 8) | 'T';
    static final int SE = ('S' << 8) | 'E';
    static final int GS = ('G' << 8) | 'S';
    static final int GE = ('G' << 8) | 'E';
    static final int ISA = ('I' << 16) | ('S' << 8) | 'A';
    static final int IEA = ('I' << 16) | ('E' << 8) | 'A';
    static final int TA1 = ('T' << 16) | ('A' << 8) | '1';
    static final int UNB = ('U' << 16) | ('N' << 8) | 'B';
    static final int UNG = ('U' << 16) | ('N' << 8) | 'G';
    static final int UNH = ('U' << 16) | ('N' << 8) | 'H';
    static final int UNT = ('U' << 16) | ('N' << 8) | 'T';
    static final int UNE = ('U' << 16) | ('N' << 8) | 'E';
    static final int UNZ = ('U' << 16) | ('N' << 8) | 'Z';

    /** What a segment is to the envelope. */
    enum Role {
        MESSAGE_HEADER(true),
        GROUP_HEADER(true),
        GROUP_TRAILER(true),
        INTERCHANGE_TRAILER(true),
        MESSAGE_TRAILER(false),
        ACKNOWLEDGEMENT(false),
        OTHER(false);

        /** Cannot stand inside a message. */
        final boolean ofEnvelope;

        Role(boolean ofEnvelope) {
            this.ofEnvelope = ofEnvelope;
        }
    }

    private Tags() {}

    static Role role(int tag, boolean edifact) {
        return edifact ? edifactRole(tag) : x12Role(tag);
    }

    private static Role edifactRole(int tag) {
        return switch (tag) {
            case UNT -> Role.MESSAGE_TRAILER;
            case UNH -> Role.MESSAGE_HEADER;
            case UNG -> Role.GROUP_HEADER;
            case UNE -> Role.GROUP_TRAILER;
            case UNZ -> Role.INTERCHANGE_TRAILER;
            default -> Role.OTHER;
        };
    }

    private static Role x12Role(int tag) {
        return switch (tag) {
            case SE -> Role.MESSAGE_TRAILER;
            case ST -> Role.MESSAGE_HEADER;
            case GS -> Role.GROUP_HEADER;
            case GE -> Role.GROUP_TRAILER;
            case IEA -> Role.INTERCHANGE_TRAILER;
            case TA1 -> Role.ACKNOWLEDGEMENT;
            default -> Role.OTHER;
        };
    }

    static int of(String tag) {
        int key = 0;
        for (int i = 0; i < tag.length(); i++) {
            key = (key << 8) | tag.charAt(i);
        }
        return key;
    }

    /** The tag of the segment in this range; 0 when it is not an X12 or EDIFACT tag (2 or 3 of A-Z and 0-9). */
    static int at(byte[] data, int from, int to, EdiSyntax syntax) {
        int key = 0;
        int length = 0;
        for (int i = from; i < to; i++) {
            int value = data[i] & 0xff;
            if (value == syntax.element || value == syntax.component) {
                break;
            }
            if (value == '\r' || value == '\n') {
                continue;
            }
            boolean letter = value >= 'A' && value <= 'Z';
            boolean digit = value >= '0' && value <= '9';
            if (++length > 3 || (!letter && !(digit && length > 1))) {
                return 0;
            }
            key = (key << 8) | value;
        }
        int shortest = syntax.edifact ? 3 : 2;
        return length < shortest ? 0 : key;
    }

    static String name(int key) {
        StringBuilder name = new StringBuilder(3);
        for (int shift = 16; shift >= 0; shift -= 8) {
            int value = (key >> shift) & 0xff;
            if (value != 0) {
                name.append((char) value);
            }
        }
        return name.toString();
    }
}
