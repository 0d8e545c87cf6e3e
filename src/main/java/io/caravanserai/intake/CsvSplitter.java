package io.caravanserai.intake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/**
 * Blocks of rows, each with the file's header row before it (RFC 4180: a quoted field may hold line breaks). It works
 * on bytes, so any character set that contains ASCII passes unharmed. A quote that is never closed costs its own line,
 * not the rest of the file.
 */
final class CsvSplitter implements FileSplitter {
    private static final int MAX_ROW = 256 * 1024;
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final String SEPARATORS = ",;\t|";

    private final boolean header;
    private final int blockRows;

    /**
     * @param header whether the first row names the columns
     * @param blockRows most rows in one part
     */
    CsvSplitter(boolean header, int blockRows) {
        this.header = header;
        this.blockRows = blockRows;
    }

    @Override
    public void split(InputStream in, Sink sink) throws IOException, InterruptedException {
        Rows rows = new Rows(new PushbackInputStream(new BufferedInputStream(in, 64 * 1024), MAX_ROW), sink);
        byte[] first = header ? rows.next() : new byte[0];
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        int count = 0;
        long offset = 0;
        long line = 0;
        byte[] row = rows.next();
        while (row.length > 0) {
            if (count == 0) {
                block.writeBytes(first);
                offset = rows.startOffset;
                line = rows.startLine;
            }
            block.writeBytes(row);
            count++;
            row = rows.next();
            if (count == blockRows || block.size() >= BLOCK_BYTES || row.length == 0) {
                sink.part(new Part(block.toByteArray(), offset, line, null));
                block.reset();
                count = 0;
            }
        }
    }

    /** Reads row by row; an empty row means the end. */
    private static final class Rows {
        private final PushbackInputStream in;
        private final Sink sink;
        private long offset;
        private long line = 1;
        private long startOffset;
        private long startLine;

        Rows(PushbackInputStream in, Sink sink) {
            this.in = in;
            this.sink = sink;
        }

        byte[] next() throws IOException, InterruptedException {
            while (true) {
                startOffset = offset;
                startLine = line;
                ByteArrayOutputStream row = new ByteArrayOutputStream(256);
                boolean closed = read(row);
                byte[] bytes = row.toByteArray();
                if (!closed) {
                    setAside(bytes);
                } else if (bytes.length == 0 || !isBlank(bytes)) {
                    return bytes;
                }
            }
        }

        /** Returns false when the row is too long, ends inside quotes or goes on after a closing quote. */
        private boolean read(ByteArrayOutputStream row) throws IOException {
            boolean fieldStarts = true;
            boolean quoted = false;
            boolean maybeClosed = false;
            int b = in.read();
            while (b >= 0) {
                row.write(b);
                offset++;
                if (b == '\n') {
                    line++;
                }
                boolean ends = b == '\n' || b == '\r' || SEPARATORS.indexOf(b) >= 0;
                if (quoted && maybeClosed && b != '"') {
                    if (!ends) {
                        return false;
                    }
                    quoted = false;
                }
                if (quoted) {
                    maybeClosed = b == '"' && !maybeClosed;
                } else if (b == '\n') {
                    return true;
                } else {
                    quoted = b == '"' && fieldStarts;
                    maybeClosed = false;
                }
                fieldStarts = !quoted && ends;
                if (row.size() >= MAX_ROW) {
                    return false;
                }
                b = in.read();
            }
            return !quoted || maybeClosed;
        }

        /** Takes back all but the first line. */
        private void setAside(byte[] bytes) throws IOException, InterruptedException {
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            end = Math.min(bytes.length, end + 1);
            in.unread(bytes, end, bytes.length - end);
            offset = startOffset + end;
            line = startLine + 1;
            sink.fault(new Fault(
                    "a quote is not closed where its field ends, or the row is longer than " + MAX_ROW
                            + " bytes; this line was left out",
                    "line " + startLine,
                    Arrays.copyOf(bytes, end),
                    startOffset,
                    startLine));
        }

        private static boolean isBlank(byte[] bytes) {
            for (byte b : bytes) {
                if (b != ' ' && b != '\r' && b != '\n' && b != '\t') {
                    return false;
                }
            }
            return true;
        }
    }
}
