package io.caravanserai.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Blocks of rows, each with the file's header row before it (RFC 4180: a quoted field may hold line breaks). It works
 * on bytes, so any character set that contains ASCII passes unharmed. A quote that is never closed costs its own line,
 * not the rest of the file.
 */
final class CsvSplitter implements FileSplitter {
    private static final int MAX_ROW = 256 * 1024;
    private static final int BLOCK_BYTES = 64 * 1024;

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
        Rows rows = new Rows(in, sink);
        byte[] first = header && rows.next() ? rows.copy() : new byte[0];
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        int count = 0;
        long offset = 0;
        long line = 0;
        while (rows.next()) {
            if (count == 0) {
                block.writeBytes(first);
                offset = rows.offset();
                line = rows.line;
            }
            rows.writeTo(block);
            count++;
            if (count == blockRows || block.size() >= BLOCK_BYTES) {
                sink.part(new Part(block.toByteArray(), offset, line, null));
                block.reset();
                count = 0;
            }
        }
        if (count > 0) {
            sink.part(new Part(block.toByteArray(), offset, line, null));
        }
    }

    /** Reads row by row into a buffer that holds the whole of the current one. */
    private static final class Rows {
        private final InputStream in;
        private final Sink sink;
        private byte[] data = new byte[BLOCK_BYTES];
        private int limit;
        private int start;
        private int end;
        private long startInFile;
        private long line = 1;
        private int lines;

        Rows(InputStream in, Sink sink) {
            this.in = in;
            this.sink = sink;
        }

        /** Byte of the file at which the row starts. */
        long offset() {
            return startInFile;
        }

        byte[] copy() {
            return Arrays.copyOfRange(data, start, end);
        }

        void writeTo(ByteArrayOutputStream block) {
            block.write(data, start, end - start);
        }

        /** Goes to the next row that is not blank; false at the end. */
        boolean next() throws IOException, InterruptedException {
            while (true) {
                skip(end - start, lines);
                if (!scan()) {
                    setAside();
                } else if (end == start) {
                    return false;
                } else if (!isBlank()) {
                    return true;
                }
            }
        }

        private void skip(int bytes, int breaks) {
            start += bytes;
            startInFile += bytes;
            line += breaks;
            end = start;
            lines = 0;
        }

        /** Finds the end of the row; false when it is too long, ends inside quotes or goes on after a closing quote. */
        private boolean scan() throws IOException {
            boolean fieldStarts = true;
            boolean quoted = false;
            boolean maybeClosed = false;
            while (end < limit || fill()) {
                byte b = data[end++];
                if (b == '\n') {
                    lines++;
                }
                boolean ends = b == '\n' || b == '\r' || b == ',' || b == ';' || b == '\t' || b == '|';
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
                if (end - start >= MAX_ROW) {
                    return false;
                }
            }
            return !quoted || maybeClosed;
        }

        private boolean fill() throws IOException {
            if (limit == data.length) {
                byte[] into = start > 0 ? data : new byte[2 * data.length];
                System.arraycopy(data, start, into, 0, limit - start);
                data = into;
                end -= start;
                limit -= start;
                start = 0;
            }
            int n = in.read(data, limit, data.length - limit);
            limit += Math.max(0, n);
            return n > 0;
        }

        /** Leaves out the first line alone; what follows is read again as a row. */
        private void setAside() throws InterruptedException {
            int first = start;
            while (first < end && data[first] != '\n') {
                first++;
            }
            first = Math.min(end, first + 1);
            sink.fault(new Fault(
                    "a quote is not closed where its field ends, or the row is longer than " + MAX_ROW
                            + " bytes; this line was left out",
                    "line " + line,
                    Arrays.copyOfRange(data, start, first),
                    startInFile,
                    line));
            end = first;
            lines = 1;
        }

        private boolean isBlank() {
            for (int i = start; i < end; i++) {
                byte b = data[i];
                if (b != ' ' && b != '\r' && b != '\n' && b != '\t') {
                    return false;
                }
            }
            return true;
        }
    }
}
