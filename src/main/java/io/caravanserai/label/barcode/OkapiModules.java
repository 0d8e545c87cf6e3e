package io.caravanserai.label.barcode;

import io.caravanserai.label.raster.Bitmap;
import uk.org.okapibarcode.backend.HumanReadableLocation;
import uk.org.okapibarcode.backend.OkapiException;
import uk.org.okapibarcode.graphics.Rectangle;

/** Has Okapi encode, and takes the modules of what it made. Okapi's symbols keep state: each is used once. */
final class OkapiModules {
    private static final String ESCAPE = "\\<FNC";

    private OkapiModules() {}

    /** Encodes; U+001D becomes FNC1 when {@code gs1}, and one FNC1 is put first. */
    static Bitmap of(Symbology symbology, uk.org.okapibarcode.backend.Symbol okapi, String data, boolean gs1) {
        encode(symbology, okapi, data, gs1);
        Bitmap modules = new Bitmap(okapi.getWidth(), okapi.getHeight());
        for (Rectangle bar : okapi.getRectangles()) {
            modules.fill(round(bar.x), round(bar.y), round(bar.width), round(bar.height));
        }
        return modules;
    }

    static void encode(Symbology symbology, uk.org.okapibarcode.backend.Symbol okapi, String data, boolean gs1) {
        if (data.contains(ESCAPE)) {
            throw new SymbolException(symbology, data, ESCAPE + " would be taken for a function character");
        }
        String fnc1 = ESCAPE + "1>";
        okapi.setHumanReadableLocation(HumanReadableLocation.NONE);
        try {
            okapi.setContent(gs1 ? fnc1 + data.replace(String.valueOf(Symbol.SEPARATOR), fnc1) : data);
        } catch (OkapiException e) {
            throw new SymbolException(symbology, data, "" + e.getMessage());
        } catch (IndexOutOfBoundsException e) {
            throw new SymbolException(symbology, data, "it is too long");
        }
    }

    private static int round(double columns) {
        return (int) Math.round(columns);
    }
}
