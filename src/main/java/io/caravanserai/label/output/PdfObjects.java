package io.caravanserai.label.output;

import java.util.ArrayList;
import java.util.List;

/**
 * The objects of a PDF file (ISO 32000-1, section 7.5), numbered from 1 as they come; the first is the catalog. Without
 * dates or random identifiers, so that equal contents are equal bytes.
 */
public final class PdfObjects {
    private static final byte[] HEAD = {'%', 'P', 'D', 'F', '-', '1', '.', '4', '\n', '%', -30, -29, -49, -45, '\n'};

    /** The entry of streams that {@link Deflated} compressed. */
    public static final String DEFLATED = "/Filter /FlateDecode";

    private final AsciiText out = new AsciiText(32_768).add(HEAD);
    private final List<Integer> offsets = new ArrayList<>();

    /** How many there are. */
    public int count() {
        return offsets.size();
    }

    public void object(String content) {
        begin();
        out.add(content).add("\nendobj\n");
    }

    /**
     * Adds a stream.
     *
     * @param dictionary what it has besides its length
     */
    public void stream(String dictionary, byte[] content) {
        begin();
        out.add("<<").add(dictionary).add(" /Length ").add(content.length).add(">>\nstream\n");
        out.add(content).add("\nendstream\nendobj\n");
    }

    private void begin() {
        offsets.add(out.size());
        out.add(offsets.size()).add(" 0 obj\n");
    }

    /** The whole file, its table behind the objects. */
    public byte[] end() {
        int table = out.size();
        int count = offsets.size() + 1;
        out.add("xref\n0 ").add(count).add("\n0000000000 65535 f \n");
        for (int offset : offsets) {
            int digits = Integer.toString(offset).length();
            out.add('0', 10 - digits).add(offset).add(" 00000 n \n");
        }
        out.add("trailer\n<</Size ").add(count).add(" /Root 1 0 R>>\nstartxref\n");
        return out.add(table).add("\n%%EOF\n").bytes();
    }
}
