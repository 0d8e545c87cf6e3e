package io.caravanserai.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.caravanserai.edi.InterchangeReport.Group;
import io.caravanserai.edi.InterchangeReport.Message;
import io.caravanserai.edi.InterchangeReport.Trailer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open interchange and its open group: what their headers said, what was counted since, and the bytes that make one
 * message a self-contained interchange.
 */
final class Envelope {
    private static final Group NO_GROUP = new Group("", "", "", "", "", 0, 0, -1, 0, 0, Trailer.MISSING);

    /** A header segment that awaits its trailer. */
    static final class Level {
        final String tag;
        final byte[] header;
        final String control;
        final String rawControl;
        final long offset;
        final long line;
        final long segmentNumber;
        /** Messages in a group or interchange, groups in an interchange that has some. */
        long messages;

        long rejected;
        long groups;

        Level(
                String tag,
                byte[] header,
                SegmentView segment,
                int controlPosition,
                long offset,
                long line,
                long number) {
            this.tag = tag;
            this.header = header;
            this.control = segment.text(controlPosition, 1);
            this.rawControl = segment.raw(controlPosition).replace("\r", "").replace("\n", "");
            this.offset = offset;
            this.line = line;
            this.segmentNumber = number;
        }
    }

    final EdiSyntax syntax;
    final Level interchange;
    final InterchangeHeader header;
    final InterchangeTally tally;

    @Nullable
    Level group;

    private Group groupHeader = NO_GROUP;
    private byte[] trailer;

    /** Opens the interchange whose ISA or UNB the source has just found. */
    Envelope(SegmentSource source) {
        syntax = source.syntax();
        SegmentView view = view(source, syntax.edifact ? syntax : syntax.forIsa());
        String tag = syntax.edifact ? "UNB" : "ISA";
        interchange = new Level(
                tag,
                terminated(source, source.headerStart),
                view,
                syntax.edifact ? 5 : 13,
                source.offset(source.headerStart),
                source.line,
                1);
        header = InterchangeHeader.of(view, interchange.offset);
        tally = new InterchangeTally(header);
        trailer = trailer();
    }

    static SegmentView view(SegmentSource source, EdiSyntax syntax) {
        return new SegmentView(source.buffer, source.start, source.end, syntax);
    }

    Level openGroup(SegmentSource source, long number) {
        SegmentView view = view(source, syntax);
        Level opened = new Level(
                syntax.edifact ? "UNG" : "GS",
                terminated(source, source.start),
                view,
                syntax.edifact ? 5 : 6,
                source.offset(source.start),
                source.line,
                number);
        groupHeader = groupHeader(view, opened);
        interchange.groups++;
        group = opened;
        trailer = trailer();
        return opened;
    }

    private Group groupHeader(SegmentView view, Level level) {
        String version = syntax.edifact ? versionAndRelease(view, 7, 1) : view.text(8, 1);
        return new Group(
                view.text(1, 1),
                view.text(2, 1),
                view.text(3, 1),
                level.control,
                version,
                level.segmentNumber,
                level.offset,
                -1,
                0,
                0,
                Trailer.MISSING);
    }

    /** Ends the open group, of whose trailer this is known. */
    void closeGroup(Level closing, long declared, Trailer state) {
        tally.group(groupHeader.closed(declared, closing.messages, closing.rejected, state));
        groupHeader = NO_GROUP;
        group = null;
        trailer = trailer();
    }

    void countMessage() {
        interchange.messages++;
        if (group != null) {
            group.messages++;
        }
    }

    /** Notes how the message ended whose header, at this place, was counted. */
    void endMessage(String type, String control, String version, long number, long offset, List<EdiFault> faults) {
        if (!faults.isEmpty()) {
            interchange.rejected++;
            if (group != null) {
                group.rejected++;
            }
        }
        int index = group == null ? -1 : tally.nextGroup();
        tally.message(new Message(type, control, version, index, number, offset, faults));
    }

    String groupControl() {
        return group == null ? "" : group.control;
    }

    /** Version of the message whose ST or UNH this is. */
    String version(SegmentView message) {
        if (!syntax.edifact) {
            return groupHeader.version();
        }
        return versionAndRelease(message, 2, 2);
    }

    private static String versionAndRelease(SegmentView segment, int element, int component) {
        String release = segment.text(element, component + 1);
        return segment.text(element, component) + (release.isEmpty() ? "" : "." + release);
    }

    /** The count a trailer gives, -1 when that is no number. */
    static long declared(SegmentView trailer) {
        String count = withoutZeros(trailer.text(1, 1));
        boolean number =
                !count.isEmpty() && count.length() <= 18 && count.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.parseLong(count) : -1;
    }

    /** What is wrong with a trailer; null when it fits its header. */
    static @Nullable String mismatch(Level level, SegmentView trailer, boolean numeric, long expected) {
        String count = trailer.text(1, 1);
        if (!sameNumber(count, Long.toString(expected))) {
            return EdiFault.ENVELOPE_COUNT;
        }
        String control = trailer.text(2, 1);
        boolean same = numeric ? sameNumber(control, level.control) : control.equals(level.control);
        return same ? null : EdiFault.ENVELOPE_REFERENCE;
    }

    /** Numbers of X12 and counts may carry leading zeros. */
    static boolean sameNumber(String one, String other) {
        return !one.isEmpty() && withoutZeros(one).equals(withoutZeros(other));
    }

    private static String withoutZeros(String number) {
        int i = 0;
        while (i < number.length() - 1 && number.charAt(i) == '0') {
            i++;
        }
        return number.substring(i);
    }

    /** The message from {@code from} to the end of the source's segment as an interchange of its own. */
    byte[] wrap(SegmentSource source, int from) {
        byte[] inner = group == null ? new byte[0] : group.header;
        boolean terminated = source.after > source.end;
        int length = source.after - from;
        int headers = interchange.header.length + inner.length;
        byte[] bytes = Arrays.copyOf(interchange.header, headers + length + (terminated ? 0 : 1) + trailer.length);
        System.arraycopy(inner, 0, bytes, interchange.header.length, inner.length);
        System.arraycopy(source.buffer, from, bytes, headers, length);
        if (!terminated) {
            bytes[headers + length] = (byte) syntax.terminator;
        }
        System.arraycopy(trailer, 0, bytes, bytes.length - trailer.length, trailer.length);
        return bytes;
    }

    private byte[] terminated(SegmentSource source, int from) {
        if (source.after > source.end) {
            return Arrays.copyOfRange(source.buffer, from, source.after);
        }
        byte[] bytes = Arrays.copyOfRange(source.buffer, from, source.end + 1);
        bytes[bytes.length - 1] = (byte) syntax.terminator;
        return bytes;
    }

    private byte[] trailer() {
        StringBuilder text = new StringBuilder();
        if (group != null) {
            trailer(text, syntax.edifact ? "UNE" : "GE", '1', group.rawControl);
        }
        // outside a group X12 has nothing but TA1, which IEA does not count
        boolean counted = syntax.edifact || group != null;
        trailer(text, syntax.edifact ? "UNZ" : "IEA", counted ? '1' : '0', interchange.rawControl);
        return text.toString().getBytes(ISO_8859_1);
    }

    private void trailer(StringBuilder text, String tag, char count, String control) {
        char element = (char) syntax.element;
        text.append(tag).append(element).append(count).append(element).append(control);
        text.append((char) syntax.terminator);
    }
}
