package io.caravanserai.label.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets Java read fonts on a machine that has none. Java asks the system for a font of its own before it loads any, and
 * fails where there is no answer; a list of its own, of no fonts, spares it the question.
 */
final class HeadlessFonts {
    private static final String LIST = "sun.awt.fontconfig";

    private HeadlessFonts() {}

    /** Must run before any other use of java.awt.Font; what the operator set by {@code -D} stays. */
    static synchronized void prepare() {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        if (System.getProperty(LIST) != null) {
            return;
        }
        try {
            Path list = Files.createTempFile("hub-no-fonts", ".properties");
            list.toFile().deleteOnExit();
            Files.writeString(list, "version=1\nsequence.allfonts=default\n");
            System.setProperty(LIST, list.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of temporary files cannot be written", e);
        }
    }
}
