package io.caravanserai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes documents: an only one under its name, several as NAME-1, NAME-2 and so on. */
final class NumberedFiles {
    private NumberedFiles() {}

    static void write(Path out, List<byte[]> documents, PrintWriter told) throws IOException {
        String name = String.valueOf(out.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        for (int i = 0; i < documents.size(); i++) {
            Path file = documents.size() == 1 ? out : out.resolveSibling(stem + "-" + (i + 1) + ending);
            Files.write(file, documents.get(i));
            told.println("wrote " + file + ", " + documents.get(i).length + " bytes");
        }
    }
}
