package io.caravanserai.label.render;

import io.caravanserai.label.raster.Bitmap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws our ZPL as a printer does: fields of dots and boxes at their places. */
final class GraphicFieldReader {
    private static final Pattern SIZE = Pattern.compile("\\^PW(\\d+)\\s+\\^LL(\\d+)");
    private static final Pattern FIELD =
            Pattern.compile("\\^FO(\\d+),(\\d+)\\^(?:GFA,(\\d+),(\\d+),(\\d+),([^^]*)|GB(\\d+),(\\d+),(\\d+))\\^FS");

    private GraphicFieldReader() {}

    static Bitmap draw(String zpl) {
        Matcher size = SIZE.matcher(zpl);
        if (!size.find()) {
            throw new AssertionError("no size in " + zpl);
        }
        Bitmap page = new Bitmap(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
        Matcher field = FIELD.matcher(zpl);
        while (field.find()) {
            int x = Integer.parseInt(field.group(1));
            int y = Integer.parseInt(field.group(2));
            if (field.group(6) != null) {
                int stride = Integer.parseInt(field.group(5));
                page.draw(rows(field.group(6), stride, Integer.parseInt(field.group(4)) / stride), x, y);
            } else {
                page.fill(x, y, Integer.parseInt(field.group(7)), Integer.parseInt(field.group(8)));
            }
        }
        return page;
    }

    private static Bitmap rows(String data, int stride, int height) {
        StringBuilder digits = new StringBuilder();
        int count = 0;
        int row = stride * 2;
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            int filled = digits.length() % row;
            if (c >= 'G' && c <= 'Y') {
                count += c - 'F';
            } else if (c >= 'g' && c <= 'z') {
                count += (c - 'f') * 20;
            } else if (c == ',' || c == '!') {
                digits.append((c == ',' ? "0" : "F").repeat(row - filled));
            } else if (c == ':') {
                digits.append(digits.substring(digits.length() - row));
            } else {
                digits.append(String.valueOf(c).repeat(Math.max(1, count)));
                count = 0;
            }
        }
        if (digits.length() != row * height) {
            throw new AssertionError(digits.length() + " digits for " + height + " rows of " + row);
        }
        Bitmap picture = new Bitmap(stride * 8, height);
        for (int i = 0; i < picture.bits().length; i++) {
            picture.bits()[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return picture;
    }
}
