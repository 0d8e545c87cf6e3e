package io.caravanserai.label.barcode;

import com.google.zxing.ReaderException;
import com.google.zxing.maxicode.decoder.Decoder;
import io.caravanserai.label.raster.Bitmap;
import org.jspecify.annotations.Nullable;
import uk.org.okapibarcode.backend.MaxiCode;
import uk.org.okapibarcode.graphics.Hexagon;

/**
 * What a MaxiCode of ISO/IEC 16023 carries.
 *
 * @param mode 2 or 3 with a destination, 4 without, 5 with more error correction, 6 to program readers
 * @param destination for modes 2 and 3, else null
 * @param message the secondary message, or all of it for modes 4 to 6
 */
public record MaxiCodeMessage(int mode, @Nullable Destination destination, String message) {
    private static final String HEADER = "[)>\u001e01\u001d";
    private static final double COLUMN = 2.46;
    private static final double ROW = 2.135;

    /**
     * The structured carrier message.
     *
     * @param postalCode up to 9 digits in mode 2; up to 6 letters, digits and spaces in mode 3
     * @param country ISO 3166-1 numeric, such as 840
     * @param serviceClass 0 to 999, the carrier's
     */
    public record Destination(String postalCode, int country, int serviceClass) {
        public Destination {
            if (!postalCode.matches("[0-9]{1,9}|[0-9A-Z ]{1,6}")) {
                throw new IllegalArgumentException("postal code \"" + postalCode
                        + "\": a MaxiCode holds up to 9 digits, or up to 6 letters A-Z, digits and spaces");
            }
            if (country < 0 || country > 999 || serviceClass < 0 || serviceClass > 999) {
                throw new IllegalArgumentException("country " + country + " and class of service " + serviceClass
                        + " of a MaxiCode have three digits");
            }
        }
    }

    public MaxiCodeMessage {
        if (mode < 2 || mode > 6) {
            throw new IllegalArgumentException("mode " + mode + " of a MaxiCode: 2 to 6 are in use");
        }
        if ((mode < 4) != (destination != null)) {
            throw new IllegalArgumentException("mode " + mode + " of a MaxiCode "
                    + (mode < 4 ? "needs a destination" : "has no destination; modes 2 and 3 have"));
        }
        if (mode == 2 && destination != null && !destination.postalCode().matches("[0-9]+")) {
            throw new IllegalArgumentException(
                    "postal code \"" + destination.postalCode() + "\" is not of digits: use mode 3");
        }
        if (mode == 3 && destination != null && destination.postalCode().length() > 6) {
            throw new IllegalArgumentException(
                    "postal code \"" + destination.postalCode() + "\" is longer than 6: use mode 2");
        }
    }

    /**
     * Makes the symbol. The encoder would cut a message that is too long, so it is read back.
     *
     * @throws SymbolException when the message does not fit or has characters beyond ISO 8859-1
     */
    public Symbol symbol() {
        // readers keep what mode 6 tells to themselves; it holds as much as mode 4
        Bitmap legible = modules(mode == 6 ? 4 : mode);
        return new Symbol(Symbology.MAXICODE, readBack(legible), "", modules(mode));
    }

    private Bitmap modules(int mode) {
        MaxiCode okapi = new MaxiCode(mode);
        Destination to = destination;
        if (to != null) {
            okapi.setPrimary("%-9s%03d%03d".formatted(to.postalCode(), to.country(), to.serviceClass()));
        }
        OkapiModules.encode(Symbology.MAXICODE, okapi, message, false);
        Bitmap modules = new Bitmap(MaxiCodeDots.COLUMNS, MaxiCodeDots.ROWS);
        for (Hexagon hexagon : okapi.getHexagons()) {
            modules.set((int) (hexagon.centreX / COLUMN - 0.25), (int) (hexagon.centreY / ROW));
        }
        return modules;
    }

    private String readBack(Bitmap modules) {
        String read;
        try {
            read = new Decoder().decode(BitmapSource.matrix(modules)).getText();
        } catch (ReaderException e) {
            throw new SymbolException(Symbology.MAXICODE, message, "it cannot be read back: " + e);
        }
        if (!isTold(read)) {
            throw new SymbolException(Symbology.MAXICODE, message, "it is too long or beyond ISO 8859-1");
        }
        return read;
    }

    /** Readers put the destination behind the header of a transport message (ISO/IEC 15434), with its two-digit year. */
    private boolean isTold(String read) {
        int head = message.startsWith(HEADER) ? Math.min(message.length(), HEADER.length() + 2) : 0;
        return read.startsWith(message.substring(0, head)) && read.endsWith(message.substring(head));
    }
}
