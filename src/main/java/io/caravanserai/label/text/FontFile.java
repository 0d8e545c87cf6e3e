package io.caravanserai.label.text;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the files of fonts. */
public final class FontFile {
    private static final String DEJAVU = "/net/sf/jasperreports/fonts/dejavu/";

    private FontFile() {}

    /** A font of the family DejaVu, which the hub brings along, such as {@code DejaVuSansMono-Bold}. */
    public static Font dejaVu(String name) {
        return bundled(DEJAVU + name + ".ttf");
    }

    /**
     * A font of the class path.
     *
     * @throws IllegalStateException when the class path does not hold it or it is no font: the hub is not whole
     */
    static Font bundled(String resource) {
        HeadlessFonts.prepare();
        try (InputStream file = FontFile.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("the font " + resource + " is not on the class path");
            }
            return Font.createFont(Font.TRUETYPE_FONT, file);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font " + resource + " cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the font " + resource + " cannot be read", e);
        }
    }

    /** The fonts of a file of the machine; none when it cannot be read or is no font of outlines. */
    static List<Font> installed(Path file) {
        HeadlessFonts.prepare();
        try {
            return List.of(Font.createFonts(file.toFile()));
        } catch (FontFormatException | IOException e) {
            return List.of();
        }
    }
}
