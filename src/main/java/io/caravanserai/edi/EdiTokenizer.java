package io.caravanserai.edi;

/**
 * Walks the segments of one interchange held in memory. It keeps offsets only: an element is searched and decoded when
 * it is asked for.
 */
public final class EdiTokenizer {
    private final byte[] data;
    private final EdiSyntax syntax;
    private final EdiSyntax isaSyntax;
    private final EdiSyntax.Scan scan = new EdiSyntax.Scan();
    private int from;
    private int to;
    private int after;
    private int tag;
    private long number;

    /**
     * @throws EdiSyntaxException when the bytes do not begin with an interchange (blanks and a byte order mark aside)
     */
    public EdiTokenizer(byte[] data) {
        this.data = data;
        int start = 0;
        while (start < data.length && isLeading(data[start])) {
            start++;
        }
        EdiHeader header = EdiHeader.at(data, start, data.length);
        if (header == null) {
            throw new EdiSyntaxException(
                    new EdiFault(EdiFault.NOT_EDI, "no ISA, UNA or UNB at the beginning", 0, start, ""));
        }
        this.syntax = header.syntax();
        this.isaSyntax = syntax.edifact ? syntax : syntax.forIsa();
        this.after = header.segment();
    }

    private static boolean isLeading(byte value) {
        return value == '\r'
                || value == '\n'
                || value == ' '
                || value == '\t'
                || (value & 0xff) == 0xef
                || (value & 0xff) == 0xbb
                || (value & 0xff) == 0xbf;
    }

    /**
     * Steps to the next segment; the last one may lack its terminator.
     *
     * @return false at the end
     * @throws EdiSyntaxException for a segment without a valid tag, or one of the message with bytes that the declared
     *     character set does not have
     */
    public boolean next() {
        int start = after;
        while (start < data.length && syntax.isBlank(data[start])) {
            start++;
        }
        if (start >= data.length) {
            return false;
        }
        boolean terminated = syntax.scan(data, start, data.length, true, scan);
        number++;
        from = start;
        to = scan.end;
        after = terminated ? to + 1 : to;
        tag = Tags.at(data, from, to, syntax);
        if (tag == 0) {
            throw new EdiSyntaxException(at(EdiFault.INVALID_TAG, "this segment does not begin with a segment tag"));
        }
        if (scan.bad >= 0 && !isEnvelope()) {
            throw new EdiSyntaxException(at(EdiFault.CHARSET, "a byte here is no text in " + syntax.charset.name()));
        }
        return true;
    }

    private boolean isEnvelope() {
        return tag == Tags.ISA || tag == Tags.UNB || (role().ofEnvelope && role() != Tags.Role.MESSAGE_HEADER);
    }

    /** {@code X12} or {@code EDIFACT}. */
    public String syntax() {
        return syntax.name();
    }

    /** What parts the interchange. */
    public EdiDelimiters delimiters() {
        return EdiDelimiters.of(syntax);
    }

    /** Tag of the current segment. */
    public String tag() {
        return Tags.name(tag);
    }

    /** 1-based number of the current segment; a UNA is none. */
    public long segmentNumber() {
        return number;
    }

    /** Byte offset of the current segment. */
    public long offset() {
        return from;
    }

    /** Length of the current segment in bytes, without its terminator. */
    int length() {
        return to - from;
    }

    /** Whether the current segment is terminated and all of it is text in the declared character set. */
    boolean isIntact() {
        return after > to && scan.bad < 0;
    }

    /** The current segment as a leaf node. */
    public EdiNode segment() {
        return new EdiNode(tag(), data, from, to, tag == Tags.ISA ? isaSyntax : syntax, number);
    }

    Tags.Role role() {
        return Tags.role(tag, syntax.edifact);
    }

    int tagKey() {
        return tag;
    }

    /** The current segment under a name that need not be made again. */
    EdiNode segment(String name) {
        return new EdiNode(name, data, from, to, syntax, number);
    }

    /** A node that is no segment. */
    EdiNode root(String name) {
        return new EdiNode(name, data, 0, 0, syntax, 0);
    }

    EdiFault at(String code, String message) {
        return new EdiFault(code, message, number, from, Tags.name(tag));
    }
}
