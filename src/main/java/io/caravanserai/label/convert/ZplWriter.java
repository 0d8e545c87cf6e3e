package io.caravanserai.label.convert;

import io.caravanserai.label.output.AsciiText;
import io.caravanserai.label.output.GraphicField;
import io.caravanserai.label.raster.Bitmap;
import java.util.List;

/** Writes ZPL with one picture to a label, which tells its size and comes out alike on every printer of its density. */
final class ZplWriter {
    private ZplWriter() {}

    static byte[] write(List<Page> pages) {
        AsciiText stream = new AsciiText(65_536);
        for (Page page : pages) {
            Bitmap picture = page.picture();
            stream.add("^XA^LH0,0^LS0^LT0^PON^PMN^PW").add(picture.width()).add("^LL");
            stream.add(picture.height()).add("\n^FO0,0");
            GraphicField.shortest(stream, picture);
            stream.add("^FS\n^XZ\n");
        }
        return stream.bytes();
    }
}
