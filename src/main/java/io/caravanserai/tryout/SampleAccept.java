package io.caravanserai.tryout;

import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.SampleLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes a sample of a file: what it gives now is what the sample test wants from then on. */
public final class SampleAccept {
    private final Path file;
    private final boolean force;
    private @Nullable Harmonized whole;
    private int parts;

    /** @param force whether findings are what the sample must give */
    public SampleAccept(Path file, boolean force) {
        this.file = file;
        this.force = force;
    }

    /** Takes what became of the file, or of a part of it. */
    public void add(Harmonized part) {
        whole = part;
        parts++;
    }

    /**
     * Writes the expected result.
     *
     * @param err told what was done, or why not
     * @return whether it was written
     */
    public boolean accept(TryResult result, PrintWriter err) throws IOException {
        Harmonized only = parts == 1 ? whole : null;
        if (only == null || Files.size(file) > PayloadReader.WHOLE) {
            err.println("not accepted: " + file + " is larger than " + PayloadReader.WHOLE
                    + " bytes; cut a few events out of it");
            return false;
        }
        if (result.isFinding() && !force) {
            err.println("not accepted: " + file
                    + " has findings; put them right, or add --force when they are what the sample must give");
            return false;
        }
        Path expected = SampleLines.expectedFile(file);
        Files.writeString(expected, SampleLines.expected(only));
        err.println("accepted: wrote " + expected);
        return true;
    }
}
