package io.caravanserai.edi;

import io.caravanserai.edi.MessageSchema.Entry;
import io.caravanserai.edi.MessageSchema.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parses one message, as an {@link EdiPart} holds it, into a tree of segments and loops by its schema. */
public final class EdiTree {
    private final EdiTokenizer tokens;
    private final EdiNode root;
    private final int release;
    /** Number of ST or UNH. */
    private final long first;

    private Frame frame;

    /** A loop that is open, and where in its schema the message stands. */
    private static final class Frame {
        final @Nullable Frame parent;
        final Loop loop;
        final EdiNode node;
        final int[] counts;
        int index;

        Frame(@Nullable Frame parent, Loop loop, EdiNode node) {
            this.parent = parent;
            this.loop = loop;
            this.node = node;
            this.counts = new int[loop.entries().size()];
        }
    }

    private EdiTree(EdiTokenizer tokens, EdiNode root, MessageSchema schema, int release) {
        this.release = release;
        this.tokens = tokens;
        this.root = root;
        this.first = tokens.segmentNumber();
        this.frame = new Frame(null, schema.root(), root);
    }

    /**
     * Parses an interchange that holds one message.
     *
     * @param schemas finds a schema by {@code x12/<transaction set>} or {@code edifact/<message type>}; null for none
     * @return the root, named after the message type, whose children are the envelope segments (ISA, GS, ST, SE, GE,
     *     IEA; UNB, UNG, UNH, UNT, UNE, UNZ) and the segments and loops of the message's first level
     * @throws EdiSyntaxException with segment, tag and offset when the message does not fit its schema or has none
     */
    public static EdiNode parse(byte[] selfContainedInterchange, Function<String, @Nullable MessageSchema> schemas) {
        EdiTokenizer tokens = new EdiTokenizer(selfContainedInterchange);
        List<EdiNode> headers = new ArrayList<>(3);
        do {
            if (!tokens.next()) {
                throw new EdiSyntaxException(tokens.at(EdiFault.TRUNCATED, "the interchange holds no message"));
            }
            headers.add(tokens.segment());
        } while (tokens.role() != Tags.Role.MESSAGE_HEADER);

        String type = type(tokens);
        String name = tokens.syntax().toLowerCase(Locale.ROOT) + "/" + type;
        MessageSchema schema = schemas.apply(name);
        if (schema == null) {
            String message = "no schema describes " + name + "; add edi-mappings/" + name + ".schema.yaml";
            throw new EdiSyntaxException(tokens.at(EdiFault.UNKNOWN_MESSAGE, message));
        }
        EdiNode root = tokens.root(type);
        headers.forEach(root::add);
        new EdiTree(tokens, root, schema, release(headers)).read();
        return root;
    }

    private static String type(EdiTokenizer tokens) {
        EdiNode header = tokens.segment();
        String type = header.tag().equals("UNH") ? header.element(2) : header.element(1);
        return type == null ? "" : type.strip();
    }

    /** Ordinal of the message's release: UNH 0052 and 0054, or GS08. */
    private static int release(List<EdiNode> headers) {
        EdiNode last = headers.get(headers.size() - 1);
        if (last.tag().equals("UNH")) {
            return EdiRelease.ordinal(last.element(2, 2) + "." + last.element(2, 3));
        }
        return headers.stream()
                .filter(header -> header.tag().equals("GS"))
                .mapToInt(group -> EdiRelease.ordinal(String.valueOf(group.element(8))))
                .findFirst()
                .orElse(EdiRelease.UNKNOWN);
    }

    private void read() {
        while (tokens.next()) {
            switch (tokens.role()) {
                case MESSAGE_TRAILER -> {
                    while (frame.parent != null) {
                        close();
                    }
                    checkRequired(frame);
                    root.add(tokens.segment());
                    readTrailers();
                    return;
                }
                case OTHER -> place(tokens.tagKey());
                default ->
                    throw new EdiSyntaxException(
                            tokens.at(EdiFault.TRUNCATED, "the message has no SE or UNT before this segment"));
            }
        }
        throw new EdiSyntaxException(tokens.at(EdiFault.TRUNCATED, "the message has no SE or UNT"));
    }

    private void readTrailers() {
        while (tokens.next()) {
            if (tokens.role() == Tags.Role.MESSAGE_HEADER) {
                throw new EdiSyntaxException(
                        tokens.at(EdiFault.UNEXPECTED_SEGMENT, "a second message begins; split the interchange first"));
            }
            root.add(tokens.segment());
        }
    }

    /** Puts the segment into the innermost open loop that permits it, closing the loops inside that one. */
    private void place(int key) {
        for (Frame candidate = frame; candidate != null; candidate = candidate.parent) {
            int index = find(candidate, key);
            if (index >= 0) {
                while (frame != candidate) {
                    close();
                }
                add(candidate, index);
                return;
            }
        }
        String where = frame.parent == null ? "here" : "here, in the loop that " + opener(frame) + " begins";
        throw new EdiSyntaxException(tokens.at(
                EdiFault.UNEXPECTED_SEGMENT,
                "the schema of " + root.tag() + " does not permit " + tokens.tag() + " " + where
                        + "; correct the message or the schema"));
    }

    /** Counted as in SE01 and UNT 0074, which holds wherever the message stands. */
    private String opener(Frame open) {
        return open.node.tag() + " (segment " + (open.node.segmentNumber() - first + 1) + " of the message)";
    }

    /** The first entry with this tag that may still come: at or after the present one, or anywhere in any order. */
    private int find(Frame frame, int key) {
        List<Entry> entries = frame.loop.entries();
        int size = entries.size();
        for (int i = frame.index; i < size; i++) {
            if (matches(frame, entries.get(i), i, key)) {
                return i;
            }
        }
        for (int i = 0; frame.loop.anyOrder() && i < frame.index; i++) {
            if (matches(frame, entries.get(i), i, key)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(Frame frame, Entry entry, int index, int key) {
        return entry.key() == key && frame.counts[index] < entry.max() && entry.from() <= release;
    }

    private void add(Frame into, int index) {
        Entry entry = into.loop.entries().get(index);
        EdiNode node = tokens.segment(entry.tag());
        into.node.add(node);
        into.index = index;
        into.counts[index]++;
        if (entry.loop() != null) {
            frame = new Frame(into, entry.loop(), node);
        }
    }

    private void close() {
        checkRequired(frame);
        if (frame.parent != null) {
            frame = frame.parent;
        }
    }

    private void checkRequired(Frame closing) {
        List<Entry> entries = closing.loop.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).required() && closing.counts[i] == 0) {
                String in = closing.parent == null ? "the message" : "the loop that " + opener(closing) + " begins";
                throw new EdiSyntaxException(tokens.at(
                        EdiFault.MISSING_SEGMENT,
                        in + " ends without " + entries.get(i).tag() + "; correct the message or the schema"));
            }
        }
    }
}
