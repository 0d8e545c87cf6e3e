package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;
import io.caravanserai.label.zpl.GraphicWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes ZPL with one picture to a label, which tells its size and comes out alike on every printer of its density. */
final class ZplWriter {
    private ZplWriter() {}

    static byte[] write(List<Page> pages) {
        StringBuilder stream = new StringBuilder();
        for (Page page : pages) {
            Bitmap picture = page.picture();
            stream.append("^XA^LH0,0^LS0^LT0^PON^PMN^PW")
                    .append(picture.width())
                    .append("^LL")
                    .append(picture.height())
                    .append("\n^FO0,0")
                    .append(GraphicWriter.field(picture))
                    .append("^FS\n^XZ\n");
        }
        return stream.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
