package io.caravanserai.label.zpl;

import io.caravanserai.label.raster.Bitmap;
import java.nio.charset.StandardCharsets;

/** Streams of ZPL as tests write them. */
final class Zpl {
    private Zpl() {}

    static ZplResult read(String stream) {
        return ZplInterpreter.interpret(stream.getBytes(StandardCharsets.ISO_8859_1), ZplOptions.at(203));
    }

    /** A small label, eight dots in a row. */
    static Bitmap small(String fields) {
        return read("^XA^PW8^LL6" + fields + "^XZ").labels().get(0).picture();
    }
}
