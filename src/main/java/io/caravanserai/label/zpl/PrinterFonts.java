package io.caravanserai.label.zpl;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The fonts of the class path that stand for those of printers, so that a label looks alike on every machine. */
final class PrinterFonts {
    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

    private PrinterFonts() {}

    static Font load(String name) {
        try (InputStream file = PrinterFonts.class.getResourceAsStream(FOLDER + name + ".ttf")) {
            if (file == null) {
                throw new IllegalStateException("the font " + name + " is not on the class path");
            }
            return Font.createFont(Font.TRUETYPE_FONT, file);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font " + name + " cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the font " + name + " cannot be read", e);
        }
    }
}
