package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** A picture in shades of gray, 0 black to 255 white, a byte a dot. */
record Gray(int width, int height, byte[] dots) {
    /** What is darker than half prints black: a thermal printer has no gray. */
    private static final int THRESHOLD = 128;

    /** The picture on white paper. */
    static Gray of(BufferedImage image) {
        BufferedImage gray = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = gray.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setComposite(AlphaComposite.SrcOver);
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        byte[] dots = ((DataBufferByte) gray.getRaster().getDataBuffer()).getData();
        return new Gray(image.getWidth(), image.getHeight(), dots);
    }

    Bitmap threshold() {
        Bitmap picture = new Bitmap(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if ((dots[y * width + x] & 0xff) < THRESHOLD) {
                    picture.set(x, y);
                }
            }
        }
        return picture;
    }

    /** The same at another size, each dot the mean of what it covers. */
    Gray resized(int toWidth, int toHeight) {
        double[] across = new double[toWidth * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < toWidth; x++) {
                across[y * toWidth + x] = mean(y * width, 1, width, x, toWidth);
            }
        }
        byte[] resized = new byte[toWidth * toHeight];
        double step = (double) height / toHeight;
        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                resized[y * toWidth + x] = (byte) Math.round(mean(across, x, toWidth, y * step, (y + 1) * step));
            }
        }
        return new Gray(toWidth, toHeight, resized);
    }

    private double mean(int start, int stride, int length, int index, int parts) {
        double from = (double) index * length / parts;
        double to = (double) (index + 1) * length / parts;
        double sum = 0;
        for (int i = (int) from; i < Math.min(length, Math.ceil(to)); i++) {
            sum += (dots[start + i * stride] & 0xff) * (Math.min(to, i + 1.0) - Math.max(from, i));
        }
        return sum / (to - from);
    }

    private double mean(double[] values, int column, int stride, double from, double to) {
        double sum = 0;
        for (int i = (int) from; i < Math.min(height, Math.ceil(to)); i++) {
            sum += values[column + i * stride] * (Math.min(to, i + 1.0) - Math.max(from, i));
        }
        return sum / (to - from);
    }
}
