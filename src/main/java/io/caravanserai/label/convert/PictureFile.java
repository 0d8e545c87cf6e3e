package io.caravanserai.label.convert;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads PNG, GIF and JPG. */
final class PictureFile {
    private static final double MM_PER_INCH = 25.4;
    /** Programs write 72 or 96 dpi when they do not know; no label is that coarse. */
    private static final double LEAST_CREDIBLE = 140;

    private static final double MOST_CREDIBLE = 1300;
    private static final int[] USUAL = {203, 300, 200, 600, 150};
    private static final double WIDE_INCHES = 4;

    private PictureFile() {}

    /** The picture at the density of the printer. */
    static Page read(byte[] document, int dpi, List<Warning> warnings) throws ConversionException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(document))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new ConversionException("the picture is none that can be read: PNG, GIF and JPG are");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return read(reader, dpi, warnings);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new ConversionException("the picture is damaged: " + e.getMessage());
        }
    }

    private static Page read(ImageReader reader, int dpi, List<Warning> warnings)
            throws IOException, ConversionException {
        Limits.dots("the picture", reader.getWidth(0), reader.getHeight(0));
        BufferedImage image = reader.read(0);
        double density = density(reader, image, dpi, warnings);
        Limits.dots("the picture", image.getWidth() * dpi / density, image.getHeight() * dpi / density);
        return new Page(Density.bring(Gray.of(image), density, dpi, warnings), dpi);
    }

    private static double density(ImageReader reader, BufferedImage image, int dpi, List<Warning> warnings) {
        double told = told(reader);
        if (told >= LEAST_CREDIBLE && told <= MOST_CREDIBLE) {
            return told;
        }
        int shorter = Math.min(image.getWidth(), image.getHeight());
        int longer = Math.max(image.getWidth(), image.getHeight());
        for (int usual : USUAL) {
            double wide = shorter / (usual * WIDE_INCHES);
            double high = longer / (usual * WIDE_INCHES);
            if (Math.abs(wide - 1) < 0.01 && high > 1.2 && high < 2.2) {
                return usual;
            }
        }
        warnings.add(new Warning(
                "resolution_assumed",
                "the picture of " + image.getWidth() + " by " + image.getHeight()
                        + " dots does not tell its resolution; it is taken as " + dpi + " dpi"));
        return dpi;
    }

    /** What the file tells by its standard metadata (PNG pHYs, JFIF density); 0 when nothing. */
    private static double told(ImageReader reader) {
        try {
            IIOMetadata metadata = reader.getImageMetadata(0);
            if (metadata == null || !metadata.isStandardMetadataFormatSupported()) {
                return 0;
            }
            NodeList sizes =
                    ((Element) metadata.getAsTree("javax_imageio_1.0")).getElementsByTagName("HorizontalPixelSize");
            double mm =
                    sizes.getLength() == 0 ? 0 : Double.parseDouble(((Element) sizes.item(0)).getAttribute("value"));
            return mm > 0 ? MM_PER_INCH / mm : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
