package io.caravanserai.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The delimiters and character set of one interchange, compiled to a table that finds the end of a segment in one look
 * per byte. Delimiters are bytes; {@link #NONE} stands for one that is not in use.
 */
final class EdiSyntax {
    /** No byte has this value. */
    static final int NONE = 256;

    private static final byte PLAIN = 0;
    private static final byte TERMINATOR = 1;
    private static final byte RELEASE = 2;
    private static final byte NEWLINE = 3;
    private static final byte MULTIBYTE = 4;
    private static final byte ESCAPE = 5;
    private static final byte BAD = 6;
    private static final int ESC = 0x1b;

    /** One table for each of the few character sets; delimiters are put into a copy. */
    private static final Map<Charset, byte[]> TEXT = new ConcurrentHashMap<>();

    private static final Map<Charset, byte[]> X12_TEXT = new ConcurrentHashMap<>();

    final boolean edifact;
    final int element;
    final int component;
    final int repetition;
    final int release;
    final int terminator;
    final Charset charset;
    /** UNOX moves between sets by escape sequences; between them bytes are not delimiters (ISO 2022). */
    private final boolean shifting;

    private final byte[] kinds;

    EdiSyntax(
            boolean edifact, int element, int component, int repetition, int release, int terminator, Charset charset) {
        this.edifact = edifact;
        this.element = element;
        this.component = component;
        this.repetition = repetition;
        this.release = release;
        this.terminator = terminator;
        this.charset = charset;
        this.shifting = isShifting(charset);
        this.kinds = kinds();
    }

    private EdiSyntax(EdiSyntax isa) {
        this.edifact = false;
        this.element = isa.element;
        this.component = NONE;
        this.repetition = NONE;
        this.release = NONE;
        this.terminator = isa.terminator;
        this.charset = isa.charset;
        this.shifting = false;
        this.kinds = isa.kinds;
    }

    private byte[] kinds() {
        byte[] table = (edifact ? TEXT : X12_TEXT)
                .computeIfAbsent(charset, set -> textKinds(set, edifact))
                .clone();
        for (int delimiter : new int[] {element, component, repetition}) {
            if (delimiter != NONE) {
                table[delimiter] = PLAIN;
            }
        }
        table['\n'] = NEWLINE;
        if (release != NONE) {
            table[release] = RELEASE;
        }
        table[terminator] = TERMINATOR;
        return table;
    }

    /** What each byte is before delimiters are known. */
    private static byte[] textKinds(Charset charset, boolean edifact) {
        byte[] table = new byte[256];
        boolean shifting = isShifting(charset);
        boolean multibyte = EdiCharsets.isMultibyte(charset);
        for (int value = 0; value < 256; value++) {
            if (value >= 0x80 && multibyte) {
                table[value] = MULTIBYTE;
            } else if (value >= 0x80 && !edifact) {
                table[value] = PLAIN;
            } else if (!EdiCharsets.isText(shifting ? US_ASCII : charset, value)) {
                table[value] = BAD;
            }
        }
        if (shifting) {
            table[ESC] = ESCAPE;
        }
        return table;
    }

    private static boolean isShifting(Charset charset) {
        return charset.name().startsWith("ISO-2022");
    }

    /** The same delimiters for ISA, whose elements 11 and 16 are themselves delimiters. */
    EdiSyntax forIsa() {
        return new EdiSyntax(this);
    }

    String name() {
        return edifact ? "EDIFACT" : "X12";
    }

    /** What one scan met; made once and reused for every segment. */
    static final class Scan {
        /** Index of the terminator, or where the scan stopped without one. */
        int end;
        /** Line feeds inside the segment. */
        int newlines;
        /** Index of the first byte that is no text, -1 when all are. */
        int bad;
    }

    /**
     * Finds the end of the segment that begins at {@code from}.
     *
     * @param last whether no more bytes will follow {@code to}
     * @return false when there is no terminator up to {@code scan.end}: at {@code to}, or just before a line on which
     *     another interchange begins
     */
    boolean scan(byte[] data, int from, int to, boolean last, Scan scan) {
        final byte[] table = kinds;
        scan.newlines = 0;
        scan.bad = -1;
        int i = from;
        while (true) {
            while (i < to && table[data[i] & 0xff] == PLAIN) {
                i++;
            }
            if (i >= to) {
                scan.end = to;
                return false;
            }
            switch (table[data[i] & 0xff]) {
                case TERMINATOR -> {
                    scan.end = i;
                    return true;
                }
                case RELEASE -> i += i + 1 < to && isReleasable(table[data[i + 1] & 0xff]) ? 2 : 1;
                case NEWLINE -> {
                    scan.newlines++;
                    i++;
                    if (EdiHeader.mayBeginAt(data, i, to, last)) {
                        scan.end = i;
                        return false;
                    }
                }
                case ESCAPE -> {
                    int shifted = afterShift(data, i, to);
                    boolean whole = shifted < to || last;
                    if (whole && scan.bad < 0 && !EdiCharsets.areText(charset, data, i, shifted)) {
                        scan.bad = i;
                    }
                    i = shifted;
                }
                case MULTIBYTE -> {
                    int length = EdiCharsets.multibyteLength(charset, data, i, to);
                    if (length < 0 || (length == 0 && last)) {
                        scan.bad = scan.bad < 0 ? i : scan.bad;
                    }
                    i = length > 0 ? i + length : length == 0 ? to : i + 1;
                }
                default -> {
                    scan.bad = scan.bad < 0 ? i : scan.bad;
                    i++;
                }
            }
        }
    }

    private static boolean isReleasable(byte kind) {
        return kind == TERMINATOR || kind == RELEASE;
    }

    /** The byte after an escape sequence, and after the double-byte text it begins. */
    private static int afterShift(byte[] data, int i, int to) {
        if (i + 1 >= to || data[i + 1] != '$') {
            return Math.min(to, i + 3);
        }
        for (int k = i + 2; k + 1 < to; k++) {
            if (data[k] == ESC && data[k + 1] == '(') {
                return Math.min(to, k + 3);
            }
        }
        return to;
    }

    /**
     * One of the parts that a separator cuts a range into.
     *
     * @param separator a delimiter of this syntax, or {@link #NONE} for a range that is one part
     * @param index 0-based
     * @return start in the high and end in the low 32 bits, or -1 when there are fewer parts
     */
    long part(byte[] data, int from, int to, int separator, int index) {
        int start = from;
        int left = index;
        for (int i = from; i < to; i++) {
            int value = data[i] & 0xff;
            if (value == separator) {
                if (left == 0) {
                    return ((long) start << 32) | i;
                }
                left--;
                start = i + 1;
            } else if (value == release) {
                i++;
            } else if (shifting && value == ESC) {
                i = afterShift(data, i, to) - 1;
            }
        }
        return left == 0 ? ((long) start << 32) | to : -1;
    }

    /** The text of a range: release characters and line wraps taken out, bytes decoded. */
    String text(byte[] data, int from, int to) {
        boolean ascii = true;
        for (int i = from; i < to; i++) {
            int value = data[i] & 0xff;
            if (value == release || value == '\r' || value == '\n') {
                return cleaned(data, from, to);
            }
            ascii &= value < 0x80;
        }
        return decode(data, from, to, ascii);
    }

    private String cleaned(byte[] data, int from, int to) {
        byte[] clean = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            int value = data[i] & 0xff;
            if (value == release && i + 1 < to) {
                clean[length++] = data[++i];
            } else if (value != '\r' && value != '\n') {
                clean[length++] = data[i];
            }
        }
        return decode(clean, 0, length, false);
    }

    /** The characters of a range as they stand. */
    String decode(byte[] data, int from, int to) {
        return decode(data, from, to, false);
    }

    /** X12 declares no character set: what is well-formed UTF-8 is read as such, anything else as ISO 8859-1. */
    private String decode(byte[] data, int from, int to, boolean ascii) {
        if (edifact) {
            return new String(data, from, to - from, charset);
        }
        boolean utf8 = !ascii && EdiCharsets.isUtf8(data, from, to);
        return new String(data, from, to - from, utf8 ? UTF_8 : ISO_8859_1);
    }

    /** A blank that may stand before a segment; spaces and tabs only where they are no delimiters. */
    boolean isBlank(byte value) {
        return value == '\r'
                || value == '\n'
                || ((value == ' ' || value == '\t') && value != element && value != component && value != terminator);
    }
}
