package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Writes JPG in gray, fine enough that bars keep their edges, with its density (JFIF). */
final class JpgWriter {
    private static final float QUALITY = 0.9f;
    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

    private JpgWriter() {}

    static byte[] write(Page page) {
        BufferedImage image = gray(page.picture());
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), how);
            density(metadata, page.dpi());
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), how);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private static BufferedImage gray(Bitmap picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] dots = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                dots[y * picture.width() + x] = (byte) (picture.isBlack(x, y) ? 0 : 255);
            }
        }
        return image;
    }

    private static void density(IIOMetadata metadata, int dpi) throws IOException {
        Node tree = metadata.getAsTree(FORMAT);
        Element jfif =
                (Element) ((Element) tree).getElementsByTagName("app0JFIF").item(0);
        jfif.setAttribute("resUnits", "1");
        jfif.setAttribute("Xdensity", String.valueOf(dpi));
        jfif.setAttribute("Ydensity", String.valueOf(dpi));
        metadata.setFromTree(FORMAT, tree);
    }
}
