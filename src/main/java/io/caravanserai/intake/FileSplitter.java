package io.caravanserai.intake;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Cuts a file into parts that are small enough for one message each, with bounded memory whatever the file's size. */
public interface FileSplitter {
    /**
     * The splitter that routes name.
     *
     * @param name {@code whole}, {@code csv} or {@code edi}
     * @param scanner of {@code whole}: what a file is held to
     * @param header of {@code csv}: whether the first row names the columns
     * @param blockRows of {@code csv}: most rows in one part
     * @param interchanges of {@code edi}: told what comes, asked what is to be set aside
     * @throws IllegalArgumentException for another name
     */
    static FileSplitter of(String name, KeyScanner scanner, boolean header, int blockRows, Interchanges interchanges) {
        return switch (name) {
            case "whole" -> new WholeSplitter(scanner);
            case "csv" -> new CsvSplitter(header, blockRows);
            case "edi" -> new EdiFileSplitter(interchanges);
            default -> throw new IllegalArgumentException("splitter is '" + name + "' but must be whole, csv or edi");
        };
    }

    /**
     * Reads the stream to its end.
     *
     * @throws IOException when the file cannot be read
     * @throws InterruptedException when nobody wants the parts any more
     */
    void split(InputStream in, Sink sink) throws IOException, InterruptedException;

    /** Takes the parts in the order of the file. */
    interface Sink {
        void part(Part part) throws InterruptedException;

        /** A part that cannot be used; the rest of the file goes on. */
        void fault(Fault fault) throws InterruptedException;
    }

    /**
     * @param bytes the part, able to stand alone
     * @param offset byte offset in the file
     * @param line 1-based line at which it starts, 0 when meaningless
     * @param key tracking number when known, else null
     */
    record Part(byte[] bytes, long offset, long line, @Nullable String key) {}

    /**
     * @param reason what is wrong and the next step
     * @param place line, segment; empty when it is the whole file
     * @param bytes the raw bytes that are set aside, or null when the whole file must be
     */
    record Fault(String reason, String place, byte @Nullable [] bytes, long offset, long line) {}
}
